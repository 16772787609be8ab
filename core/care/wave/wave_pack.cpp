// SPDX-License-Identifier: Apache-2.0
#include "core/care/wave/wave_pack.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr std::string_view kLetters = "WAVE";

Expected<Instant> read_time(const json::Value& object, std::string_view key) {
  const auto time = parse_time(object.text_of(key));
  if (!time) return Error{ErrorCode::InvalidContent, "A time with offset is needed here.", std::string(key)};
  return time->instant;
}

// {"id","now","questions":[{"asked","answered","shiftEnds"}],"expect":{"overdue","answered_in_shift"}}.
Expected<json::Value> run_example(const WavePack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "now", "questions", "expect"}, "example"));
  WL_TRY(const Instant now, read_time(example, "now"));
  std::vector<AskedQuestion> questions;
  std::int64_t overdue = 0;
  for (const json::Value& one : example["questions"].items()) {
    WL_CHECK(json::refuse_unknown_members(one, {"asked", "answered", "shiftEnds"}, "questions"));
    AskedQuestion question;
    WL_TRY(question.asked_at, read_time(one, "asked"));
    WL_TRY(question.shift_ends, read_time(one, "shiftEnds"));
    if (one.find("answered") != nullptr) {
      WL_TRY(const Instant answered, read_time(one, "answered"));
      question.answered_at = answered;
    }
    overdue += is_question_overdue(pack, question, now) ? 1 : 0;
    questions.push_back(question);
  }
  json::Value report;
  report.set("overdue", overdue);
  report.set("answered_in_shift", question_figures(questions).answered_in_shift_percent);
  return report;
}

void read_card(PackReader& in, WavePack& pack) {
  std::string letters;
  pack.card = in.objects("card", [&](PackReader& topic) {
    topic.known({"letter", "title", "text", "es"});
    WaveTopic read{topic.text("letter"), read_words(topic, "title"), read_words(topic)};
    letters += read.letter;
    return read;
  });
  if (letters != kLetters) in.fail("The card has the four letters W, A, V and E, in this order.", "card");
}

void read_categories(PackReader& in, WavePack& pack) {
  pack.categories = in.objects("categories", [&](PackReader& category) {
    category.known({"code", "text", "es", "stock"});
    QuestionCategory read{{category.text("code"), read_words(category)}, {}};
    read.stock = category.objects("stock", [](PackReader& question) {
      question.known({"text", "es"});
      return read_words(question);
    });
    return read;
  });
}

}  // namespace

const QuestionCategory* WavePack::find_category(std::string_view code) const {
  const auto found = std::ranges::find_if(categories, [&](const QuestionCategory& one) { return one.choice.code == code; });
  return found == categories.end() ? nullptr : &*found;
}

std::optional<Instant> question_task_at(const WavePack& pack, const AskedQuestion& question) {
  if (question.answered_at) return std::nullopt;
  return question.asked_at + pack.answer_within;
}

bool is_question_overdue(const WavePack& pack, const AskedQuestion& question, Instant now) {
  const auto task_at = question_task_at(pack, question);
  return task_at && now > *task_at;
}

QuestionFigures question_figures(std::span<const AskedQuestion> questions) {
  QuestionFigures figures;
  figures.asked = static_cast<std::int64_t>(questions.size());
  figures.answered_in_shift = std::ranges::count_if(
      questions, [](const AskedQuestion& one) { return one.answered_at && *one.answered_at <= one.shift_ends; });
  figures.answered_in_shift_percent = format_percent(figures.answered_in_shift, figures.asked);
  return figures;
}

Expected<WavePack> load_wave_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "WAVE pack");
  WavePack pack;
  pack.head = read_pack_head(in, {"card", "categories", "answerWithinMin", "teachWithinMin"});
  read_card(in, pack);
  read_categories(in, pack);
  pack.answer_within = in.minutes_of("answerWithinMin");
  pack.teach_within = in.minutes_of("teachWithinMin");
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
