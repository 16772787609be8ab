// SPDX-License-Identifier: Apache-2.0
#include "platforms/postgres/postgres_server.h"

#include <poll.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <stdexcept>

namespace wardlight::support {
namespace {

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";
constexpr const char* kDropRights = "/usr/bin/setpriv";
constexpr const char* kUser = "wardlight";
constexpr int kPatience = 600;  // times 50 ms
const std::vector<std::string> kSmall{"listen_addresses=", "log_min_messages=panic", "shared_buffers=32MB", "max_connections=60",
                                      "max_wal_size=64MB"};

const passwd* ordinary_user() {
  if (geteuid() != 0) return nullptr;
  const passwd* user = getpwnam("postgres");
  return user == nullptr ? getpwnam("nobody") : user;
}

// The server must not run as root, and must not outlive the test.
std::vector<std::string> as_ordinary_user(const std::string& program, const std::vector<std::string>& words) {
  std::vector<std::string> all{"--pdeathsig", "KILL"};
  if (const auto* user = ordinary_user()) {
    all.push_back("--reuid=" + std::to_string(user->pw_uid));
    all.push_back("--regid=" + std::to_string(user->pw_gid));
    all.emplace_back("--clear-groups");
  }
  all.push_back(kPrograms + program);
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

std::string run(const std::string& program, const std::vector<std::string>& words) {
  const auto result = run_program(kDropRights, as_ordinary_user(program, words));
  if (result.exit_code != 0) throw std::runtime_error(program + ": " + result.err);
  return result.out;
}

void pause_a_little() { poll(nullptr, 0, 50); }

}  // namespace

bool PostgresServer::is_installed() { return access((std::string(kPrograms) + "postgres").c_str(), X_OK) == 0; }

PostgresServer::PostgresServer(Follower) { make_folder(); }

PostgresServer::PostgresServer(std::vector<std::string> settings) : m_settings(std::move(settings)) {
  make_folder();
  run("initdb",
      {"-D", m_folder + "/data", "--no-sync", "--wal-segsize=1", "-A", "trust", "-E", "UTF8", "--no-locale", "-U", kUser});
  start();
}

std::unique_ptr<PostgresServer> PostgresServer::standby_of(const PostgresServer& primary, const std::string& name) {
  std::unique_ptr<PostgresServer> standby(new PostgresServer(Follower{}));
  run("pg_basebackup",
      {"-h", primary.folder(), "-U", kUser, "-D", standby->m_folder + "/data", "-R", "-X", "stream", "-c", "fast", "--no-sync"});
  standby->m_settings = {"primary_conninfo=host=" + primary.folder() + " user=" + kUser + " application_name=" + name};
  standby->start();
  return standby;
}

PostgresServer::~PostgresServer() {
  m_server.reset();
  std::error_code nothing_more_to_do;
  std::filesystem::remove_all(m_folder, nothing_more_to_do);
}

void PostgresServer::make_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "wardlight-pg-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  m_folder = name;
  const auto* user = ordinary_user();
  if (user != nullptr && chown(name.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("no rights on " + name);
}

std::string PostgresServer::uri(const std::string& database) const {
  return "host=" + m_folder + " user=" + kUser + " dbname=" + database;
}

std::string PostgresServer::sql(const std::string& database, const std::string& text) const {
  std::string out = run("psql", {"-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", uri(database), "-c", text});
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

void PostgresServer::start() {
  std::vector<std::string> words{"-D", m_folder + "/data", "-k", m_folder};
  std::vector<std::string> settings = kSmall;
  settings.insert(settings.end(), m_settings.begin(), m_settings.end());
  for (const auto& setting : settings) words.push_back("-c"), words.push_back(setting);
  m_server = std::make_unique<RunningProgram>(kDropRights, as_ordinary_user("postgres", words));
  wait_until_ready();
}

void PostgresServer::wait_until_ready() const {
  for (int i = 0; i < kPatience; ++i) {
    if (run_program(std::string(kPrograms) + "pg_isready", {"-q", "-h", m_folder}).exit_code == 0) return;
    pause_a_little();
  }
  throw std::runtime_error("the test's PostgreSQL server does not answer");
}

void PostgresServer::stop() {
  m_server->stop(SIGINT);
  m_server.reset();
}

void PostgresServer::kill_it() {
  m_server->stop(SIGKILL);
  m_server.reset();
}

void PostgresServer::promote() { run("pg_ctl", {"promote", "-w", "-D", m_folder + "/data"}); }

}  // namespace wardlight::support
