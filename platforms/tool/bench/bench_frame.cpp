// SPDX-License-Identifier: Apache-2.0
#include <ctime>

#include "platforms/linux/paths.h"
#include "platforms/tool/bench/benches.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"
#include "ui/screens/samples.h"

namespace wardlight::tool::bench {
namespace {

constexpr Nanoseconds kMillisecond = 1'000'000;
constexpr int kFrames = 500;
constexpr double kFrameTime = 1.0 / 60;
constexpr ui::Size kTablet{1280, 800};

Nanoseconds cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// The list of everybody's 40 patients, in a kit of its own and on a clock of its own.
class Stage {
 public:
  Stage(const screens::ScreenSample& sample, const ui::FontSet& fonts) : m_sample(sample), m_kit(fonts) {}
  void draw() {
    m_now += kFrameTime;
    m_kit.begin_frame(kTablet, ui::Theme::Day, m_now);
    m_sample.draw(m_kit);
    m_kit.end_frame();
  }
  void settle() {
    while (m_kit.wants_frame()) draw();
  }
  // As the app's loop would: a frame only when one is wanted.
  std::int64_t frames_while_idle(int ticks) {
    std::int64_t frames = 0;
    for (int i = 0; i < ticks; ++i)
      if (m_kit.wants_frame()) draw(), ++frames;
    return frames;
  }

 private:
  const screens::ScreenSample& m_sample;
  ui::Kit m_kit;
  double m_now = 1;
};

Expected<std::vector<screens::ScreenSample>> load_samples(std::optional<models::Texts>& texts) {
  WL_TRY(const std::string assets, platform::assets_folder());
  WL_TRY(const std::string words, read_input(assets + "/text/en.json"));
  WL_TRY(texts, models::Texts::load(words));
  WL_TRY(const std::string questionnaire, read_clinical("hourly-round.questionnaire.json"));
  WL_TRY(const std::string rounding, read_clinical("rounding.json"));
  return screens::build_screen_samples(*texts, {questionnaire, rounding});
}

}  // namespace

Expected<std::vector<Figure>> bench_frame() {
  std::optional<models::Texts> texts;
  WL_TRY(const auto samples, load_samples(texts));
  const auto found = std::find_if(samples.begin(), samples.end(), [](const auto& s) { return s.name == "my-patients-everyone"; });
  if (found == samples.end())
    return Error{ErrorCode::NotFound, "The screen of everybody's patients is not among the samples.", "bench"};
  const ui::FontSet fonts(1.0f);
  Stage stage(*found, fonts);
  stage.settle();
  std::vector<Nanoseconds> times;
  for (int i = 0; i < kFrames; ++i) {
    const Nanoseconds before = cpu_time();
    stage.draw();
    times.push_back(cpu_time() - before);
  }
  stage.settle();
  constexpr int kIdleTicks = 600;
  return std::vector<Figure>{
      {"frame from view-model to draw data, 40 patients, median CPU", median(times), "ns", "1 ms", kMillisecond, "1.00"},
      {"frames drawn while idle for 10 s", stage.frames_while_idle(kIdleTicks), "frames", "60 a second", kIdleTicks, "0.00"}};
}

}  // namespace wardlight::tool::bench
