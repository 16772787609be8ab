// SPDX-License-Identifier: Apache-2.0
#include "core/care/vaccines/vaccine_pack.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<VaccineStatus, std::string_view>, 8> kStatuses{
    {{VaccineStatus::Offer, "offer"},
     {VaccineStatus::UpToDate, "up_to_date"},
     {VaccineStatus::NotIndicated, "not_indicated"},
     {VaccineStatus::NotInWindow, "not_in_window"},
     {VaccineStatus::Defer, "defer"},
     {VaccineStatus::Declined, "declined"},
     {VaccineStatus::Due, "due"},
     {VaccineStatus::SharedDecision, "shared_decision"}}};
constexpr std::array<std::pair<Bearing, std::string_view>, 3> kBearings{
    {{Bearing::Contraindicated, "contraindicated"}, {Bearing::Defer, "defer"}, {Bearing::NoBar, "no-bar"}}};
// Said by every pack of vaccines.
constexpr std::array<std::string_view, 7> kTexts{"asOf",     "outdated", "disabled", "tooYoung",
                                                 "declined", "notAsked", "unknownCodes"};

// "Chronic kidney disease" and "chronic_kidney_disease" are "chronic-kidney-disease".
std::string as_code(std::string_view word) {
  std::string code;
  for (const char c : word) {
    if (c == ' ' || c == '_') code += '-';
    else code += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return code;
}

Error refusal(const VaccinePack& pack, std::string text, std::string where) {
  return {ErrorCode::InvalidContent, std::move(text), pack.head.id_and_version() + ": " + std::move(where)};
}

void read_condition(PackReader& in, Condition& condition) {
  condition.code = in.text("code");
  condition.also = in.texts_if_any("also");
}

Date read_day(PackReader& in, std::string_view key) {
  const auto day = parse_date(in.text(key));
  if (!day) in.fail("A day YYYY-MM-DD is needed here.", key);
  return day.value_or(Date{});
}

void read_codes(PackReader& in, VaccinePack& pack) {
  in.objects("vaccines", [&](PackReader& code) {
    code.known({"cvx", "name", "group"});
    const std::string cvx = code.text("cvx");
    if (pack.find_code(cvx) != nullptr) code.fail("This code stands here twice.", "cvx");
    pack.codes.push_back({cvx, code.text("name"), code.text_if_any("group")});
    return true;
  });
}

std::string join(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

}  // namespace

std::string_view to_code(VaccineStatus status) {
  return std::ranges::find(kStatuses, status, &std::pair<VaccineStatus, std::string_view>::first)->second;
}

std::optional<VaccineStatus> vaccine_status_from_code(std::string_view code) {
  for (const auto& [status, name] : kStatuses)
    if (name == code) return status;
  return std::nullopt;
}

const VaccineCode* VaccinePack::find_code(std::string_view cvx) const {
  const auto found = std::ranges::find(codes, cvx, &VaccineCode::cvx);
  return found == codes.end() ? nullptr : &*found;
}

const Words& VaccinePack::text(std::string_view id) const { return texts.find(id)->second; }

bool names(const Condition& condition, std::string_view word) {
  const std::string code = as_code(word);
  return code == condition.code || std::ranges::find(condition.also, code) != condition.also.end();
}

void read_vaccine_pack(PackReader& in, VaccinePack& pack, std::initializer_list<std::string_view> needed) {
  pack.enabled = in.yes_or_no("enabled");
  in.object("covers", [&](PackReader& covers) {
    covers.known({"from", "to"});
    pack.covers_from = read_day(covers, "from");
    pack.covers_to = read_day(covers, "to");
    if (pack.covers_to < pack.covers_from) covers.fail("This day lies before \"from\".", "to");
    return true;
  });
  pack.least_age = read_interval(in, "leastAge");
  read_codes(in, pack);
  pack.risks = in.objects("risk", [](PackReader& entry) {
    entry.known({"code", "also", "shortInterval", "words"});
    RiskCondition risk;
    read_condition(entry, risk);
    risk.short_interval = entry.yes_or_no("shortInterval");
    risk.words = entry.texts_if_any("words");
    return risk;
  });
  pack.reasons = in.objects("stated", [](PackReader& entry) {
    entry.known({"code", "also", "bearing", "text", "es"});
    StatedReason reason;
    read_condition(entry, reason);
    reason.bearing = entry.code("bearing", kBearings);
    reason.words = read_words(entry);
    return reason;
  });
  in.object("texts", [&](PackReader& texts) {
    for (const json::Member& member : texts.value().members()) pack.texts[member.name] = read_words(texts, member.name);
    for (const std::string_view id : kTexts)
      if (!pack.texts.contains(id)) texts.fail("These words are missing.", id);
    for (const std::string_view id : needed)
      if (!pack.texts.contains(id)) texts.fail("These words are missing.", id);
    return true;
  });
}

Expected<void> check_patient(const VaccinePack& pack, const VaccinePatient& patient, Date on) {
  if (!pack.enabled) return refusal(pack, pack.text("disabled").en, "enabled");
  if (on < patient.born) return refusal(pack, "G-3: the patient is born after the day that is asked about; correct one.", "born");
  if (on < after(patient.born, pack.least_age)) return refusal(pack, "7.3: " + pack.text("tooYoung").en, "born");
  for (const VaccineDose& dose : patient.doses) {
    if (dose.on > on)
      return refusal(pack, "G-3: a dose lies in the future of the day that is asked about; correct its day.", "doses");
    if (dose.on < patient.born) return refusal(pack, "7.3: a dose lies before the patient's birth; correct its day.", "doses");
  }
  for (const std::string& word : patient.contraindications.value_or(std::vector<std::string>())) {
    const auto known = [&](const StatedReason& reason) { return names(reason, word); };
    if (std::ranges::any_of(pack.reasons, known)) continue;
    std::vector<std::string> codes;
    for (const StatedReason& reason : pack.reasons) codes.push_back(reason.code);
    return refusal(pack, "7.3: this pack does not know one of the contraindications; it knows " + join(codes) + ".",
        "contraindications");
  }
  return {};
}

std::vector<Date> doses_of(const VaccinePack& pack, const VaccinePatient& patient, std::string_view group) {
  std::vector<Date> days;
  for (const VaccineDose& dose : patient.doses) {
    const VaccineCode* code = pack.find_code(dose.cvx);
    if (code != nullptr && !code->group.empty() && (group.empty() || code->group == group)) days.push_back(dose.on);
  }
  std::ranges::sort(days);
  return days;
}

const StatedReason* find_bar(const VaccinePack& pack, const VaccinePatient& patient) {
  const StatedReason* bar = nullptr;
  for (const std::string& word : patient.contraindications.value_or(std::vector<std::string>()))
    for (const StatedReason& reason : pack.reasons) {
      if (!names(reason, word) || reason.bearing == Bearing::NoBar) continue;
      if (reason.bearing == Bearing::Contraindicated) return &reason;
      if (bar == nullptr) bar = &reason;
    }
  return bar;
}

VaccineAnswer make_answer(const VaccinePack& pack, const VaccinePatient& patient, Date on, VaccineStatus status, Words why) {
  VaccineAnswer answer{status, {}, {}, std::move(why), pack.head.id_and_version(), {}, false};
  for (const VaccineDose& dose : patient.doses)
    if (pack.find_code(dose.cvx) == nullptr) answer.unknown_codes.push_back(dose.cvx);
  if (!answer.unknown_codes.empty()) append(answer.why, fill(pack.text("unknownCodes"), {{"codes", join(answer.unknown_codes)}}));
  if (status == VaccineStatus::Offer && !patient.contraindications) append(answer.why, pack.text("notAsked"));
  answer.outdated = on < pack.covers_from || pack.covers_to < on;
  if (answer.outdated)
    append(answer.why,
           fill(pack.text("outdated"), {{"from", format_date(pack.covers_from)}, {"to", format_date(pack.covers_to)}}));
  append(answer.why, fill(pack.text("asOf"), {{"as_of", pack.head.as_of}}));
  return answer;
}

std::optional<VaccineAnswer> answer_of_bar(const VaccinePack& pack, const VaccinePatient& patient, Date on) {
  if (const StatedReason* bar = find_bar(pack, patient)) {
    const bool never = bar->bearing == Bearing::Contraindicated;
    return make_answer(pack, patient, on, never ? VaccineStatus::NotIndicated : VaccineStatus::Defer, bar->words);
  }
  if (patient.declined) return make_answer(pack, patient, on, VaccineStatus::Declined, pack.text("declined"));
  return std::nullopt;
}

json::Value to_json(const VaccineAnswer& answer) {
  json::Value products = json::Value::array();
  for (const std::string& product : answer.products) products.push(product);
  json::Value out;
  out.set("status", to_code(answer.status));
  out.set("products", std::move(products));
  out.set("due_on", answer.due_on ? json::Value(format_date(*answer.due_on)) : json::Value());
  out.set("why", answer.why.en);
  out.set("pack", answer.pack);
  return out;
}

Expected<VaccineExample> read_vaccine_example(const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "on", "patient", "expect"}, "example"));
  const auto on = parse_date(example.text_of("on"));
  if (!on) return Error{ErrorCode::InvalidContent, "A day YYYY-MM-DD is needed here.", "on"};
  WL_TRY(VaccinePatient patient, read_vaccine_patient(example["patient"]));
  return VaccineExample{std::move(patient), *on};
}

}  // namespace wardlight::care
