// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/care/advice.h"

// Isolation: what to put on, how to clean hands, and what becomes of the tablet (clinical.md 7.1; issue 3 no. 3), read from
// assets/clinical/isolation.json. Pure; any thread; cannot fail.
namespace wardlight::care {

enum class HandCleaning { RubOrWash, SoapAndWater };
enum class TabletToPatient { MayBeHandedOver, PrintedCardInstead };

struct IsolationType {
  Choice choice;
  std::vector<std::string> equipment;  // codes, in the order they are put on
  HandCleaning hands = HandCleaning::RubOrWash;
  TabletToPatient tablet = TabletToPatient::MayBeHandedOver;
  bool wipe_tablet = false;            // on leaving the room
};

struct IsolationPack {
  PackHead head;
  std::vector<Choice> equipment;
  std::vector<IsolationType> types;
  Advice soap, wipe, no_tablet, not_recorded, unknown_type;

  const IsolationType* find_type(std::string_view code) const;
};

// What holds for one patient under all isolations that are ordered together.
struct IsolationNeeds {
  std::vector<const Choice*> equipment;  // of the pack, each once
  HandCleaning hands = HandCleaning::RubOrWash;
  TabletToPatient tablet = TabletToPatient::MayBeHandedOver;
  bool wipe_tablet = false;
  std::vector<const Advice*> advice;     // in the order they are said
};

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<IsolationPack> load_isolation_pack(std::string_view text);

enum class Recorded { No, Yes };
// `codes` as they are ordered; not recorded asks, and so does a code that the pack does not know: then the strictest holds for
// the tablet. `soap_germ`: a germ that alcohol rub does not kill is known or suspected.
IsolationNeeds isolation_needs(const IsolationPack& pack, Recorded recorded, std::span<const std::string> codes, bool soap_germ);

}  // namespace wardlight::care
