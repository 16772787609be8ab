// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "core/base/clock.h"
#include "core/base/strong_id.h"
#include "ui/models/add_patient.h"
#include "ui/models/chrome.h"
#include "ui/models/deed.h"
#include "ui/models/form.h"
#include "ui/models/my_patients.h"

// What a finger asked for. Draw functions give at most one a frame; the shell turns it into a
// workflow or into another page, then builds the models anew.
namespace wardlight::screens {

struct GoTo { models::Page page; };
struct GoBack {};
struct ShowSync {};
struct SwitchTheme {};
struct SwitchLanguage {};  // to the next one
struct LockTablet {};
struct OpenMenu {};
struct ChooseUnit { LocationId unit; };  // empty: the whole hospital
struct ChooseLanguage { std::string code; };
struct OpenChangePin {};
struct TakePin { std::string pin; };  // one of the three of a change; the shell wipes it
struct UnlockStaff { PractitionerId practitioner; };
struct Search { std::string text; };

struct ChooseStaff { PractitionerId practitioner; };
struct LeaveStaff {};
// Six digits. The shell wipes it after the key is derived.
struct EnterPin { PractitionerId practitioner; std::string pin; };

struct ChooseFilter { models::PatientFilter filter; };
struct OpenPatient { EncounterId encounter; };
struct StartRound { EncounterId encounter; };
struct TakeOver { EncounterId encounter; };
struct AskSlotReason { EncounterId encounter; };
struct AskOffUnit { EncounterId encounter; };  // leaves, or is back
struct Correct { StatementId statement; };

struct OpenAssign {};
struct ChooseNurse { PractitionerId practitioner; };
struct AssignBed { EncounterId encounter; };
struct SaveAssign {};
struct UndoAssign {};

struct OpenAddPatient {};
struct TypePatient { models::NewPatientField field; std::string text; };
struct SavePatient {};

struct SendNow {};

// A form. The shell gives these to models/form.h and keeps the draft.
struct ChooseAnswer { models::FormField field; std::size_t option; };
struct TypeAnswer { models::FormField field; std::string text; };
struct AllSeenAndSave { models::FormField group; };
struct ChooseDoneTime { std::optional<Instant> at; };  // absent: now, when it is saved
struct SaveRound {};

// A reason: for a slot without a round, or for a correction. GoBack leaves it.
struct ChooseReasonSlot { Instant start; };
struct ChooseReason { std::string code; };
struct TypeReason { std::string order; std::string note; };
struct SaveReason {};

struct TakeNote {};  // of what a saved round asks for

struct ChooseWhen { models::FormField field; int minutes; };  // a moment, moved by that; 0: now
struct AddOccurrence { models::FormField group; };
struct RemoveOccurrence { models::FormField group; };
struct TakeOffer { models::FormField field; };  // what the chart knows becomes the answer

// What a bedside page asks for: the model says what, the shell does it.
struct DoDeed { models::Deed deed; };
// Six digits of somebody who signs, or who takes the tablet back; the shell wipes them after the key is derived.
struct SignWithPin { PractitionerId practitioner; std::string pin; };
struct LeavePin {};

using Action =
    std::variant<GoTo, GoBack, ShowSync, SwitchTheme, SwitchLanguage, LockTablet, OpenMenu, ChooseUnit, ChooseLanguage,
                 OpenChangePin, TakePin, UnlockStaff, Search, ChooseStaff, LeaveStaff, EnterPin, ChooseFilter, OpenPatient,
                 StartRound, TakeOver, AskSlotReason, AskOffUnit, Correct, OpenAssign, ChooseNurse, AssignBed, SaveAssign,
                 UndoAssign, OpenAddPatient, TypePatient, SavePatient, SendNow, ChooseAnswer, TypeAnswer, AllSeenAndSave,
                 ChooseDoneTime, SaveRound, ChooseReasonSlot, ChooseReason, TypeReason, SaveReason, TakeNote, ChooseWhen,
                 AddOccurrence, RemoveOccurrence, TakeOffer, DoDeed, SignWithPin, LeavePin>;

using MaybeAction = std::optional<Action>;

}  // namespace wardlight::screens
