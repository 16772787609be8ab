// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/permissions.h"
#include "core/base/disk.h"
#include "core/forms/questionnaire.h"
#include "core/json/value.h"

namespace wardlight::workflows {

// An answer that the chart already knows (G-2): offered with its source and age, and taken over by one tap, never by itself.
struct OfferRule {
  std::string link_id;
  std::string fact;    // its kind
  json::Value equals;  // the fact's value that it is offered for; null: any, and the value itself is the answer
  std::string code;    // the option; empty: the fact's value
};

// Which prompts a form answers: all whose id begins so; and the answer that is then given already.
struct PromptAnswer {
  std::string prompt;
  std::string link_id, code;  // empty: none
};

enum class FormPart { Chart, Incident };

// One clinical Questionnaire of assets/clinical, and what stands in forms.json about it.
struct ClinicalForm {
  std::string name;  // the file's name before ".questionnaire.json": "morse", "device-check"
  forms::Questionnaire form;
  access::Action needs = access::Action::AssessPatient;
  FormPart part = FormPart::Chart;  // Incident: kept apart from the chart (clinical.md 15, no. 14)
  std::string pack;                 // id@version of the rule pack that reads it; empty: none
  std::string kind_link_id;         // the answer that the timeline shows beside the name; empty: none
  bool after_stay = false;          // for who has left; every other form is for who is here
  std::string about_link_id;        // a hidden answer that takes what the record is about; empty: none
  std::vector<OfferRule> offers;
  std::vector<PromptAnswer> prompts;
  std::map<std::string, std::string, std::less<>> links;  // what the screens and workflows call an item of it

  // The linkId of the item that goes by this name in forms.json; empty: it has none.
  const std::string& link(std::string_view name) const;
};

// A form with the answer that a prompt asks for.
struct FormForPrompt {
  const ClinicalForm* form = nullptr;
  const PromptAnswer* answer = nullptr;
};

// Every form of the ward, loaded once. Plain data; forms keep their address when the catalogue is copied or moved.
class FormCatalogue {
 public:
  // All NAME.questionnaire.json of the folder, with forms.json; one that is not in it needs AssessPatient. Fails with
  // InvalidContent naming the file.
  static Expected<FormCatalogue> load(Disk& disk, const std::string& folder);

  const ClinicalForm* find(std::string_view name) const;     // nullptr: there is none
  const ClinicalForm* find_url(std::string_view url) const;  // with or without "|version"
  // The form that answers a prompt: the longest beginning of its id counts. Nothing: no form does.
  FormForPrompt find_for_prompt(std::string_view prompt) const;
  const std::vector<std::shared_ptr<const ClinicalForm>>& all() const { return m_forms; }

 private:
  std::vector<std::shared_ptr<const ClinicalForm>> m_forms;
};

}  // namespace wardlight::workflows
