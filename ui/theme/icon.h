// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// The icons in use, by the code points of Debian's Material Design Icons font. Only these are baked.
#define WARDLIGHT_ICONS(X) \
  X(Accessible, 0xe914) X(Add, 0xe145) X(Air, 0xefd8) X(AirlineSeatFlat, 0xe630) X(Alarm, 0xe855) X(ArrowBack, 0xe5c4) \
  X(ArrowDownward, 0xe5db) X(ArrowForward, 0xe5c8) X(ArrowUpward, 0xe5d8) X(Assignment, 0xe85d) \
  X(AssignmentTurnedIn, 0xe862) X(Backspace, 0xe14a) X(Badge, 0xea67) X(BarChart, 0xe26b) X(Bathtub, 0xea41) X(Bed, 0xefdf) \
  X(Bedtime, 0xef44) X(Block, 0xe14b) X(Bloodtype, 0xefe4) X(Cable, 0xefe6) X(CalendarMonth, 0xebcc) \
  X(CalendarToday, 0xe935) X(Call, 0xe0b0) X(Chair, 0xefed) X(Check, 0xe5ca) X(CheckBox, 0xe834) \
  X(CheckBoxOutlineBlank, 0xe835) X(CheckCircle, 0xe86c) X(Checklist, 0xe6b1) X(ChevronLeft, 0xe5cb) X(ChevronRight, 0xe5cc) \
  X(CleaningServices, 0xf0ff) X(Close, 0xe5cd) X(CloudDone, 0xe2bf) X(CloudOff, 0xe2c1) X(CloudQueue, 0xe2c2) \
  X(CloudUpload, 0xe2c3) X(Coronavirus, 0xf221) X(DarkMode, 0xe51c) X(Dashboard, 0xe871) X(Dialpad, 0xe0bc) \
  X(DirectionsWalk, 0xe536) X(Dns, 0xe875) X(DoneAll, 0xe877) X(Edit, 0xe3c9) X(EditNote, 0xe745) X(Elderly, 0xf21a) \
  X(Emergency, 0xe1eb) X(Error, 0xe000) X(ErrorOutline, 0xe001) X(EventAvailable, 0xe614) X(EventBusy, 0xe615) \
  X(ExpandLess, 0xe5ce) X(ExpandMore, 0xe5cf) X(FactCheck, 0xf0c5) X(FamilyRestroom, 0xf1a2) X(Favorite, 0xe87d) \
  X(Fingerprint, 0xe90d) X(Flag, 0xe153) X(FrontHand, 0xe769) X(GridView, 0xe9b0) X(Groups, 0xf233) \
  X(HealthAndSafety, 0xe1d5) X(Hearing, 0xe023) X(Help, 0xe887) X(HelpOutline, 0xe8fd) X(History, 0xe889) X(Home, 0xe88a) \
  X(Hotel, 0xe53a) X(HourglassEmpty, 0xe88b) X(HowToReg, 0xe174) X(Info, 0xe88e) X(Key, 0xe73c) X(KeyboardHide, 0xe31a) \
  X(KeyboardReturn, 0xe31b) X(KingBed, 0xea45) X(Label, 0xe892) X(Language, 0xe894) X(Light, 0xf02a) X(LightMode, 0xe518) \
  X(Lightbulb, 0xe0f0) X(LocalHospital, 0xe548) X(Lock, 0xe897) X(LockOpen, 0xe898) X(Login, 0xea77) X(Logout, 0xe9ba) \
  X(Masks, 0xf218) X(Medication, 0xf033) X(MeetingRoom, 0xeb4f) X(MonitorHeart, 0xeaa2) X(MoreHoriz, 0xe5d3) \
  X(MoreVert, 0xe5d4) X(MoveUp, 0xeb64) X(NoFood, 0xf1a7) X(Notes, 0xe26c) X(Notifications, 0xe7f4) X(Numbers, 0xeac7) \
  X(PanTool, 0xe925) X(Password, 0xf042) X(Pending, 0xef64) X(PendingActions, 0xf1bb) X(People, 0xe7fb) X(Person, 0xe7fd) \
  X(PersonAdd, 0xe7fe) X(PersonSearch, 0xf106) X(PersonalInjury, 0xe6da) X(PhoneInTalk, 0xe61d) X(Place, 0xe55f) \
  X(PriorityHigh, 0xe645) X(QrCodeScanner, 0xf206) X(RadioButtonChecked, 0xe837) X(RadioButtonUnchecked, 0xe836) \
  X(Refresh, 0xe5d5) X(Remove, 0xe15b) X(Report, 0xe160) X(Restaurant, 0xe56c) X(RoomService, 0xeb49) X(Rule, 0xf1c2) \
  X(Save, 0xe161) X(SaveAlt, 0xe171) X(Schedule, 0xe8b5) X(Search, 0xe8b6) X(Shield, 0xe9e0) X(ShoppingBag, 0xf1cc) \
  X(Sick, 0xf220) X(SpaceBar, 0xe256) X(Star, 0xe838) X(Storage, 0xe1db) X(SupervisorAccount, 0xe8d3) X(SwapHoriz, 0xe8d4) \
  X(Sync, 0xe627) X(SyncProblem, 0xe629) X(TableChart, 0xe265) X(TabletAndroid, 0xe330) X(TaskAlt, 0xe2e6) \
  X(TextFields, 0xe262) X(Thermostat, 0xf076) X(Timeline, 0xe922) X(Timer, 0xe425) X(TimerOff, 0xe426) X(Toys, 0xe332) \
  X(TransferWithinAStation, 0xe572) X(Translate, 0xe8e2) X(TrendingUp, 0xe8e5) X(Tune, 0xe429) X(Undo, 0xe166) \
  X(Vaccines, 0xe138) X(Visibility, 0xe8f4) X(VolumeUp, 0xe050) X(Warning, 0xe002) X(WarningAmber, 0xf083) \
  X(WaterDrop, 0xe798) X(Wc, 0xe63d) X(Wifi, 0xe63e) X(WifiOff, 0xe648)

namespace wardlight::ui {

enum class Icon : std::uint16_t {
  None = 0,
#define WARDLIGHT_ICON(name, code) name = code,
  WARDLIGHT_ICONS(WARDLIGHT_ICON)
#undef WARDLIGHT_ICON
};

}  // namespace wardlight::ui
