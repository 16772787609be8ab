// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sync_status.h"

#include "core/base/clock_tolerance.h"

namespace wardlight::models {

namespace {

Badge build_chip(const SyncStatus& sync, Freshness freshness, bool clock_wrong, const Texts& texts) {
  if (freshness == Freshness::Loading) return {texts("sync.chip.loading"), Tone::Neutral};
  if (!sync.rejected.empty())
    return {texts.count("sync.chip.rejected", static_cast<std::int64_t>(sync.rejected.size())), Tone::Bad};
  if (!sync.online) {
    if (sync.unsent == 0) return {texts("sync.chip.offline"), Tone::Warn};
    return {texts("sync.chip.offline_saved", {{"n", std::to_string(sync.unsent)}}), Tone::Warn};
  }
  if (clock_wrong) return {texts("sync.chip.clock"), Tone::Warn};
  if (sync.unsent > 0) return {texts("sync.chip.sending", {{"n", std::to_string(sync.unsent)}}), Tone::Info};
  if (freshness != Freshness::Fresh) return {texts("sync.chip.stale"), Tone::Warn};
  return {texts("sync.chip.online"), Tone::Ok};
}

Notice build_verdict(const SyncStatus& sync, Freshness freshness, const Texts& texts) {
  if (freshness == Freshness::Loading)
    return {texts("sync.verdict.loading"), texts("sync.verdict.loading_text"), Tone::Neutral, true};
  if (!sync.rejected.empty()) return {texts("sync.verdict.rejected"), texts("sync.verdict.rejected_text"), Tone::Bad};
  if (freshness == Freshness::Never) return {texts("sync.verdict.never"), texts("sync.verdict.never_text"), Tone::Warn};
  if (!sync.online) return {texts("sync.verdict.offline"), sync.failure.value_or(texts("sync.verdict.offline_text")), Tone::Warn};
  if (sync.unsent > 0)
    return {texts("sync.verdict.sending"), sync.failure.value_or(texts("sync.verdict.sending_text")), Tone::Info};
  if (freshness == Freshness::Stale) return {texts("sync.verdict.stale"), texts("sync.verdict.stale_text"), Tone::Warn};
  return {texts("sync.verdict.all"), sync.failure.value_or(texts("sync.verdict.all_text")), Tone::Ok};
}

std::vector<SyncFigure> build_figures(const SyncStatus& sync, Freshness freshness, const Moment& moment, const Texts& texts) {
  if (freshness == Freshness::Loading) return {};
  const auto ago = [&](Instant at) { return texts("time.ago", {{"length", duration_text(moment.now - at, texts)}}); };
  SyncFigure saved{std::to_string(sync.saved_here), texts("sync.figure.saved"), texts("sync.figure.saved_note"), Tone::Neutral};
  SyncFigure accepted{std::to_string(sync.accepted), texts("sync.figure.accepted"), texts("sync.figure.accepted_note"),
                      sync.accepted == sync.saved_here ? Tone::Ok : Tone::Neutral};
  SyncFigure oldest{texts("sync.figure.none"), texts("sync.figure.oldest"), texts("sync.figure.oldest_none"), Tone::Neutral};
  if (sync.oldest_unsent) {
    oldest.number = clock_text(moment, *sync.oldest_unsent, texts);
    oldest.note = texts.count("sync.figure.waiting", sync.unsent, {{"ago", ago(*sync.oldest_unsent)}});
    oldest.tone = sync.online ? Tone::Info : Tone::Warn;
  }
  SyncFigure contact{texts("sync.figure.never"), texts("sync.figure.contact"), texts("sync.figure.contact_never"), Tone::Warn};
  if (sync.last_contact) {
    contact.number = clock_text(moment, *sync.last_contact, texts);
    contact.note = ago(*sync.last_contact);
    contact.tone = freshness == Freshness::Fresh ? Tone::Neutral : Tone::Warn;
  }
  return {saved, accepted, oldest, contact};
}

RejectedRow build_rejected(const RejectedStatement& one, const Moment& moment, const Texts& texts) {
  const std::string bed = one.bed.empty() ? texts("patient.no_bed") : texts("patient.bed", {{"bed", one.bed}});
  return {one.statement, one.what + " · " + bed + " · " + clock_text(moment, one.occurred_at, texts), one.by, one.reason};
}

}  // namespace

Freshness judge_freshness(const SyncStatus& sync, Instant now) {
  if (sync.loading) return Freshness::Loading;
  if (!sync.last_contact) return Freshness::Never;
  // A last contact in the future means that one of the two clocks is wrong: not to be relied on.
  const Duration age = now - *sync.last_contact;
  return age <= sync.stale_after && age + kClockTolerance >= Duration{} ? Freshness::Fresh : Freshness::Stale;
}

std::string clock_warning(const SyncStatus& sync, Instant now, const Texts& texts) {
  const Duration ahead = sync.hub_ahead.value_or(Duration{});
  if (now < sync.built_at) return texts("sync.clock.before");
  if (ahead > kClockTolerance) return texts("sync.clock.slow", {{"length", duration_text(ahead, texts)}});
  if (ahead + kClockTolerance < Duration{})
    return texts("sync.clock.fast", {{"length", duration_text({-ahead.milliseconds}, texts)}});
  const bool before_hub = sync.last_contact && now + kClockTolerance < *sync.last_contact + ahead;
  return before_hub ? texts("sync.clock.before") : std::string();
}

SyncLine build_sync_line(const SyncStatus& sync, const Moment& moment, const Texts& texts) {
  SyncLine line;
  line.freshness = judge_freshness(sync, moment.now);
  const std::string clock = clock_warning(sync, moment.now, texts);
  line.clock_wrong = !clock.empty();
  line.chip = build_chip(sync, line.freshness, line.clock_wrong, texts);
  line.problem = !sync.rejected.empty();
  switch (line.freshness) {
    case Freshness::Fresh: break;
    case Freshness::Loading: line.heard = line.sentence = texts("sync.loading"); break;
    case Freshness::Never:
    case Freshness::Failed:
      line.as_of = line.heard = texts("sync.never_heard");
      line.sentence = texts("sync.never_heard_text");
      break;
    case Freshness::Stale:
      line.as_of = texts("sync.as_of", {{"time", clock_text(moment, *sync.last_contact, texts)}});
      line.heard = texts("sync.last_heard", {{"time", clock_text(moment, *sync.last_contact, texts)}});
      line.sentence = texts("sync.stale_text", {{"time", clock_text(moment, *sync.last_contact, texts)}});
      break;
  }
  if (line.clock_wrong) line.sentence += (line.sentence.empty() ? "" : " ") + clock;
  return line;
}

SyncStatusModel build_sync_status(const SyncStatus& sync, const Moment& moment, const Texts& texts) {
  const Freshness freshness = judge_freshness(sync, moment.now);
  SyncStatusModel model;
  model.title = texts("sync.title");
  model.verdict = build_verdict(sync, freshness, texts);
  if (sync.disk_low) model.verdict.text = texts("sync.disk_low") + " " + model.verdict.text, model.verdict.tone = Tone::Bad;
  if (const std::string clock = clock_warning(sync, moment.now, texts); !clock.empty()) model.verdict.text += " " + clock;
  model.figures = build_figures(sync, freshness, moment, texts);
  model.rejected_title = texts("sync.rejected_title");
  for (const auto& one : sync.rejected) model.rejected.push_back(build_rejected(one, moment, texts));
  model.promise = texts("sync.promise");
  model.send_now = {texts("sync.send_now"), !sync.sending && freshness != Freshness::Loading, ""};
  if (sync.sending) model.send_now.reason = texts("sync.sending_now");
  return model;
}

}  // namespace wardlight::models
