// SPDX-License-Identifier: Apache-2.0
#include "platforms/desktop/window.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "imgui.h"
#include "imgui_impl_opengl3.h"

namespace wardlight::desktop {
namespace {

constexpr double kLongestSleep = 60;      // seconds; the application asks for less when something is due
constexpr double kFrameTime = 1.0 / 60;   // a fling is drawn no faster than this

std::string encode(unsigned code) {
  const auto tail = [](unsigned bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0U | (code >> 6U)), tail(code)};
  if (code < 0x10000) return {static_cast<char>(0xE0U | (code >> 12U)), tail(code >> 6U), tail(code)};
  return {static_cast<char>(0xF0U | (code >> 18U)), tail(code >> 12U), tail(code >> 6U), tail(code)};
}

std::optional<ui::Key> key_of(int key, int modifiers) {
  switch (key) {
    case GLFW_KEY_BACKSPACE: return ui::Key::Backspace;
    case GLFW_KEY_DELETE: return ui::Key::Delete;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER: return ui::Key::Enter;
    case GLFW_KEY_ESCAPE: return ui::Key::Escape;
    case GLFW_KEY_LEFT: return ui::Key::Left;
    case GLFW_KEY_RIGHT: return ui::Key::Right;
    case GLFW_KEY_HOME: return ui::Key::Home;
    case GLFW_KEY_END: return ui::Key::End;
    case GLFW_KEY_TAB: return (modifiers & GLFW_MOD_SHIFT) != 0 ? ui::Key::BackTab : ui::Key::Tab;
    default: return std::nullopt;
  }
}

// Where the finger was when an event happened, in window units. Asking for the pointer instead gives where it is by now:
// on a busy machine a drag would become a tap at its end.
struct Hand {
  shell::Application& application;
  double x = 0;
  double y = 0;
};

Hand& hand_of(GLFWwindow* window) { return *static_cast<Hand*>(glfwGetWindowUserPointer(window)); }

shell::Application& application_of(GLFWwindow* window) { return hand_of(window).application; }

// GLFW counts the pointer in window units, the application in pixels of the frame buffer.
ui::Point pointer(GLFWwindow* window) {
  const auto [x, y] = std::pair(hand_of(window).x, hand_of(window).y);
  int width = 1;
  int height = 1;
  int pixels_wide = 1;
  int pixels_high = 1;
  glfwGetWindowSize(window, &width, &height);
  glfwGetFramebufferSize(window, &pixels_wide, &pixels_high);
  return {static_cast<float>(x * pixels_wide / std::max(1, width)), static_cast<float>(y * pixels_high / std::max(1, height))};
}

void on_button(GLFWwindow* window, int button, int action, int) {
  if (button != GLFW_MOUSE_BUTTON_LEFT) return;
  const ui::Point at = pointer(window);
  if (action == GLFW_PRESS)
    application_of(window).pointer_down(at.x, at.y);
  else
    application_of(window).pointer_up(at.x, at.y);
}

void on_move(GLFWwindow* window, double x, double y) {
  hand_of(window).x = x, hand_of(window).y = y;
  const ui::Point at = pointer(window);
  application_of(window).pointer_move(at.x, at.y);
}

void on_wheel(GLFWwindow* window, double, double lines) {
  const ui::Point at = pointer(window);
  application_of(window).wheel(at.x, at.y, static_cast<float>(lines));
}

void on_character(GLFWwindow* window, unsigned code) { application_of(window).type_text(encode(code)); }

void on_key(GLFWwindow* window, int key, int, int action, int modifiers) {
  if (action == GLFW_RELEASE) return;
  if (const auto known = key_of(key, modifiers)) application_of(window).press_key(*known);
}

void on_resize(GLFWwindow* window, int width, int height) {
  if (width > 0 && height > 0) application_of(window).resize({static_cast<float>(width), static_cast<float>(height)});
}

void on_expose(GLFWwindow* window) { application_of(window).redraw(); }

}  // namespace

Expected<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  if (glfwInit() == GLFW_FALSE)
    return Error{ErrorCode::Environment,
                 "There is no display to open a window on. Set DISPLAY, or use wardlight-tool shots for pictures without one.",
                 {}};
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);  // until there is something to see
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  GLFWwindow* window = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (window == nullptr) {
    glfwTerminate();
    return Error{ErrorCode::Environment,
                 "This display gives no OpenGL 3. Install the graphics driver (libgl1-mesa-dri draws without one).",
                 {}};
  }
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);
  return std::unique_ptr<Window>(new Window(window));
}

Window::~Window() {
  glfwDestroyWindow(m_window);
  glfwTerminate();
}

void Window::wake() { glfwPostEmptyEvent(); }
void Window::close() { glfwSetWindowShouldClose(m_window, GLFW_TRUE); }

void Window::listen() {
  glfwSetMouseButtonCallback(m_window, on_button);
  glfwSetCursorPosCallback(m_window, on_move);
  glfwSetScrollCallback(m_window, on_wheel);
  glfwSetCharCallback(m_window, on_character);
  glfwSetKeyCallback(m_window, on_key);
  glfwSetFramebufferSizeCallback(m_window, on_resize);
  glfwSetWindowRefreshCallback(m_window, on_expose);
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(m_window, &width, &height);
  on_resize(m_window, width, height);
}

void Window::present(shell::Application& application) {
  auto* frame = const_cast<ImDrawData*>(application.kit().draw_data());  // the backend reads it only
  ImGui_ImplOpenGL3_RenderDrawData(frame);
  glfwSwapBuffers(m_window);
}

void Window::run(shell::Application& application, const std::function<void()>& drawn) {
  glfwShowWindow(m_window);
  Hand hand{application};
  glfwGetCursorPos(m_window, &hand.x, &hand.y);
  glfwSetWindowUserPointer(m_window, &hand);
  listen();
  application.kit().draw_data();  // makes its ImGui context the current one
  ImGui_ImplOpenGL3_Init("#version 130");
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::GetIO().Fonts->ClearTexData();  // the driver has the glyphs from here on
  while (glfwWindowShouldClose(m_window) == GLFW_FALSE) {
    if (!application.wants_frame()) {
      glfwWaitEventsTimeout(std::clamp(application.seconds_to_next(), 0.001, kLongestSleep));
      application.tick();
      continue;
    }
    const double began = glfwGetTime();
    ImGui_ImplOpenGL3_NewFrame();
    application.frame();
    present(application);
    if (drawn) drawn();
    // Software drivers do not wait for the screen: the rest of the frame's time belongs to events.
    const double left = kFrameTime - (glfwGetTime() - began);
    if (left > 0.001)
      glfwWaitEventsTimeout(left);
    else
      glfwPollEvents();
    application.tick();
  }
  ImGui_ImplOpenGL3_Shutdown();
}

}  // namespace wardlight::desktop
