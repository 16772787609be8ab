// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/expected.h"
#include "ui/shell/application.h"

struct GLFWwindow;

namespace wardlight::desktop {

struct WindowOptions {
  int width = 1280;
  int height = 800;
  std::string title = "Wardlight";
};

// The window, its OpenGL 3 context and its events. It draws only when the application wants a frame and sleeps
// in between; wake() ends the sleep from any thread. Everything else is for the thread that made it.
class Window {
 public:
  // Environment when there is no display or no OpenGL 3.
  static Expected<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Until the window is closed. `drawn` is called after every frame that was drawn.
  void run(shell::Application& application, const std::function<void()>& drawn = {});
  void close();
  static void wake();

 private:
  explicit Window(GLFWwindow* window) : m_window(window) {}
  void listen();
  void present(shell::Application& application);
  GLFWwindow* m_window;
};

}  // namespace wardlight::desktop
