// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/form_catalogue.h"

#include <algorithm>
#include <map>

#include "core/workflows/content_file.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kEnding = ".questionnaire.json";
constexpr std::string_view kTable = "forms.json";

Error wrong(std::string text) { return {ErrorCode::InvalidContent, std::move(text), std::string(kTable)}; }

Expected<std::vector<OfferRule>> read_offers(const json::Value& list) {
  std::vector<OfferRule> offers;
  for (const json::Value& one : list.items()) {
    WL_CHECK(json::refuse_unknown_members(one, {"linkId", "fact", "equals", "code"}, kTable));
    offers.push_back({std::string(one.text_of("linkId")), std::string(one.text_of("fact")), one["equals"],
                      std::string(one.text_of("code"))});
    if (offers.back().link_id.empty() || offers.back().fact.empty())
      return wrong("An offer needs the linkId it answers and the fact it comes from.");
  }
  return offers;
}

// "fall-risk", or {"prompt","linkId","code"} when the prompt is answered by one option.
Expected<std::vector<PromptAnswer>> read_prompts(const json::Value& list, const ClinicalForm& form) {
  std::vector<PromptAnswer> prompts;
  for (const json::Value& one : list.items()) {
    if (!one.is_string()) WL_CHECK(json::refuse_unknown_members(one, {"prompt", "linkId", "code"}, kTable));
    prompts.push_back(one.is_string() ? PromptAnswer{one.text(), {}, {}}
                                      : PromptAnswer{std::string(one.text_of("prompt")), std::string(one.text_of("linkId")),
                                                     std::string(one.text_of("code"))});
    const PromptAnswer& read = prompts.back();
    if (read.prompt.empty()) return wrong("The form " + form.name + " answers a prompt without a name.");
    if (!read.link_id.empty() && form.form.find(read.link_id) == nullptr)
      return wrong("The form " + form.name + " has no item " + read.link_id + ".");
  }
  return prompts;
}

Expected<void> read_links(const json::Value& links, ClinicalForm& form) {
  for (const json::Member& link : links.members()) {
    form.links[link.name] = link.value.text();
    if (form.form.find(link.value.text()) == nullptr)
      return wrong("The form " + form.name + " has no item " + link.value.text() + ".");
  }
  return {};
}

// id@version as they stand in the pack's own file, whose other parts are read by whoever works with it.
Expected<std::string> read_pack_name(Disk& disk, const std::string& folder, const std::string& file) {
  if (file.empty()) return std::string();
  WL_TRY(const json::Value pack, read_content_json(disk, folder, file));
  return std::string(pack.text_of("pack")) + "@" + std::string(pack.text_of("version"));
}

Expected<void> read_row(Disk& disk, const std::string& folder, const json::Value& row, ClinicalForm& form) {
  WL_CHECK(json::refuse_unknown_members(
      row, {"name", "needs", "part", "pack", "kind", "about", "afterStay", "offers", "prompts", "links"}, kTable));
  const auto needs = access::action_from_code(row.text_of("needs"));
  if (!needs) return wrong("The form " + form.name + " needs an action that is in the table of permissions.");
  form.needs = *needs;
  form.part = row.text_of("part") == "incident" ? FormPart::Incident : FormPart::Chart;
  WL_TRY(form.pack, read_pack_name(disk, folder, std::string(row.text_of("pack"))));
  form.kind_link_id = row.text_of("kind");
  form.after_stay = row["afterStay"].boolean();
  form.about_link_id = row.text_of("about");
  WL_TRY(form.offers, read_offers(row["offers"]));
  WL_TRY(form.prompts, read_prompts(row["prompts"], form));
  WL_CHECK(read_links(row["links"], form));
  for (const OfferRule& offer : form.offers)
    if (form.form.find(offer.link_id) == nullptr) return wrong("The form " + form.name + " has no item " + offer.link_id + ".");
  return {};
}

Expected<std::map<std::string, json::Value>> read_table(Disk& disk, const std::string& folder) {
  WL_TRY(const json::Value table, read_content_json(disk, folder, std::string(kTable)));
  WL_CHECK(json::refuse_unknown_members(table, {"id", "version", "asOf", "title", "source", "rights", "forms"}, kTable));
  std::map<std::string, json::Value> rows;
  for (const json::Value& row : table["forms"].items())
    if (!rows.emplace(row.text_of("name"), row).second)
      return wrong("The form " + std::string(row.text_of("name")) + " stands in the table twice.");
  return rows;
}

}  // namespace

Expected<FormCatalogue> FormCatalogue::load(Disk& disk, const std::string& folder) {
  WL_TRY(auto rows, read_table(disk, folder));
  WL_TRY(auto names, disk.list(folder));
  std::ranges::sort(names);
  FormCatalogue catalogue;
  for (const std::string& file : names) {
    if (!file.ends_with(kEnding)) continue;
    auto form = std::make_shared<ClinicalForm>();
    form->name = file.substr(0, file.size() - kEnding.size());
    WL_TRY(form->form, read_content_form(disk, folder, file));
    const auto row = rows.find(form->name);
    if (row != rows.end()) {
      WL_CHECK(read_row(disk, folder, row->second, *form));
      rows.erase(row);
    }
    catalogue.m_forms.push_back(std::move(form));
  }
  if (!rows.empty()) return wrong("There is no file " + rows.begin()->first + std::string(kEnding) + "; correct the table.");
  return catalogue;
}

const std::string& ClinicalForm::link(std::string_view name) const {
  static const std::string none;
  const auto found = links.find(name);
  return found == links.end() ? none : found->second;
}

FormForPrompt FormCatalogue::find_for_prompt(std::string_view prompt) const {
  FormForPrompt best;
  for (const auto& form : m_forms)
    for (const PromptAnswer& answer : form->prompts)
      if (prompt.starts_with(answer.prompt) && (best.answer == nullptr || answer.prompt.size() > best.answer->prompt.size()))
        best = {form.get(), &answer};
  return best;
}

const ClinicalForm* FormCatalogue::find(std::string_view name) const {
  const auto found = std::ranges::find_if(m_forms, [&](const auto& one) { return one->name == name; });
  return found == m_forms.end() ? nullptr : found->get();
}

const ClinicalForm* FormCatalogue::find_url(std::string_view url) const {
  url = url.substr(0, url.find('|'));
  const auto found = std::ranges::find_if(m_forms, [&](const auto& one) { return one->form.url == url; });
  return found == m_forms.end() ? nullptr : found->get();
}

}  // namespace wardlight::workflows
