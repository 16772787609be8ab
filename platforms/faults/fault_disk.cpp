// SPDX-License-Identifier: Apache-2.0
#include "platforms/faults/fault_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>

namespace wardlight::faults {
namespace {

constexpr std::size_t kSector = 512;

Error broken() { return {ErrorCode::Environment, "The disk does not answer.", "fault disk"}; }
Error full() { return {ErrorCode::DiskFull, "The disk is full. Free some space and try again.", "fault disk"}; }

Expected<void> as_expected(FaultDisk::Outcome outcome) {
  if (outcome == FaultDisk::Outcome::Done) return {};
  return outcome == FaultDisk::Outcome::Full ? full() : broken();
}

class FaultFile : public File {
 public:
  FaultFile(FaultDisk& disk, std::string path, FaultDisk::NodePtr node)
      : m_disk(disk), m_path(std::move(path)), m_node(std::move(node)) {}

  Expected<Bytes> read_at(std::uint64_t offset, std::size_t count) override {
    const std::lock_guard lock(m_disk.mutex());
    WL_CHECK(as_expected(m_disk.read_check()));
    const auto& all = m_node->now;
    if (offset >= all.size()) return Bytes{};
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(offset);
    return Bytes(begin, begin + static_cast<std::ptrdiff_t>(std::min<std::size_t>(count, all.size() - offset)));
  }
  Expected<void> write_at(std::uint64_t offset, ByteView bytes) override {
    const std::lock_guard lock(m_disk.mutex());
    return as_expected(m_disk.write(*m_node, m_path, offset, bytes));
  }
  Expected<void> truncate(std::uint64_t size) override {
    const std::lock_guard lock(m_disk.mutex());
    return as_expected(m_disk.truncate(*m_node, size));
  }
  Expected<void> sync() override {
    const std::lock_guard lock(m_disk.mutex());
    return as_expected(m_disk.sync(*m_node));
  }
  Expected<std::uint64_t> size() override {
    const std::lock_guard lock(m_disk.mutex());
    WL_CHECK(as_expected(m_disk.read_check()));
    return std::uint64_t{m_node->now.size()};
  }

 private:
  FaultDisk& m_disk;
  std::string m_path;
  FaultDisk::NodePtr m_node;
};

}  // namespace

FaultDisk::FaultDisk(std::uint64_t seed) : m_random(seed) {
  static std::atomic<int> s_count{0};
  m_vfs_name = "fault-disk-" + std::to_string(++s_count);
  m_vfs = register_vfs(*this, m_vfs_name);
}

FaultDisk::~FaultDisk() { unregister_vfs(*m_vfs); }

// ---- Faults

void FaultDisk::cut_power_at(std::uint64_t operation) { m_cut_at = operation; }

void FaultDisk::fail_at(std::uint64_t operation, Failure failure, Lasting lasting) {
  m_fail_at = operation;
  m_failure = failure;
  m_lasting = lasting;
}

void FaultDisk::heal() { m_fail_at = 0; }

FaultDisk::Outcome FaultDisk::begin_operation(bool& cut) {
  if (!m_power) return Outcome::Broken;
  ++m_operations;
  cut = m_operations == m_cut_at;
  const bool fails = m_fail_at != 0 && (m_lasting == Lasting::Once ? m_operations == m_fail_at : m_operations >= m_fail_at);
  if (!fails) return Outcome::Done;
  return m_failure == Failure::Full ? Outcome::Full : Outcome::Broken;
}

std::uint64_t FaultDisk::used() const {
  const std::lock_guard lock(m_mutex);
  std::uint64_t sum = 0;
  for (const auto& [path, node] : m_now) sum += node->now.size();
  return sum;
}

void FaultDisk::apply(Bytes& content, const Change& change) {
  if (change.truncates) {
    content.resize(change.offset);
    return;
  }
  if (content.size() < change.offset + change.bytes.size()) content.resize(change.offset + change.bytes.size());
  std::copy(change.bytes.begin(), change.bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void FaultDisk::apply(Names& names, const NameChange& change) {
  if (!change.from.empty()) names.erase(change.from);
  if (!change.to.empty()) names[change.to] = change.node;
}

// Each sector of the write arrives or does not, or arrives as garbage.
void FaultDisk::tear(Bytes& content, const Change& change) {
  for (std::size_t at = 0; at < change.bytes.size();) {
    const std::size_t length = std::min(kSector - (change.offset + at) % kSector, change.bytes.size() - at);
    if (m_random.one_in(2)) {
      const auto begin = change.bytes.begin() + static_cast<std::ptrdiff_t>(at);
      Change sector{change.offset + at, Bytes(begin, begin + static_cast<std::ptrdiff_t>(length)), false};
      if (m_random.one_in(16)) m_random.fill(sector.bytes);
      apply(content, sector);
    }
    at += length;
  }
}

Bytes FaultDisk::survive(const Node& node) {
  Bytes content = node.safe;
  const auto fate = m_random.below(4);
  for (const auto& change : node.unsafe) {
    if (fate == 0) break;
    if (fate == 1 || change.truncates || (fate == 2 && m_random.one_in(2))) {
      if (!change.truncates || fate == 1 || m_random.one_in(2)) apply(content, change);
    } else if (fate == 3) {
      tear(content, change);
    }
  }
  return content;
}

void FaultDisk::reboot() {
  const std::lock_guard lock(m_mutex);
  const auto surviving = m_random.below(m_unsafe.size() + 1);
  for (std::size_t i = 0; i < surviving; ++i) apply(m_safe, m_unsafe[i]);
  m_unsafe.clear();
  Image left;
  for (const auto& [path, node] : m_safe) left[path] = survive(*node);
  m_now.clear();
  for (auto& [path, content] : left) {
    auto node = std::make_shared<Node>();
    node->safe = node->now = std::move(content);
    m_now[path] = std::move(node);
  }
  m_safe = m_now;
  m_shared.clear();
  m_cut_at = 0;
  m_power = true;
}

// ---- For tests

Bytes FaultDisk::contents(const std::string& path) const {
  const std::lock_guard lock(m_mutex);
  const auto node = find(path);
  return node ? node->now : Bytes{};
}

void FaultDisk::set_contents(const std::string& path, ByteView bytes) {
  const std::lock_guard lock(m_mutex);
  auto& node = m_now[path];
  if (!node) node = std::make_shared<Node>();
  node->now = node->safe = Bytes(bytes.begin(), bytes.end());
  node->unsafe.clear();
  m_safe[path] = node;
}

std::vector<std::string> FaultDisk::paths() const {
  const std::lock_guard lock(m_mutex);
  std::vector<std::string> all;
  for (const auto& [path, node] : m_now) all.push_back(path);
  return all;
}

FaultDisk::Image FaultDisk::image() const {
  const std::lock_guard lock(m_mutex);
  Image image;
  for (const auto& [path, node] : m_now) image[path] = node->now;
  return image;
}

void FaultDisk::restore(const Image& image, std::uint64_t seed) {
  const std::lock_guard lock(m_mutex);
  m_now.clear();
  m_safe.clear();
  m_unsafe.clear();
  m_shared.clear();
  for (const auto& [path, content] : image) set_contents(path, content);
  m_random = SeededRandom(seed);
  m_operations = m_cut_at = m_fail_at = 0;
  m_power = true;
}

// ---- What both faces share

FaultDisk::NodePtr FaultDisk::find(const std::string& path) const {
  const auto found = m_now.find(path);
  return found == m_now.end() ? nullptr : found->second;
}

FaultDisk::NodePtr FaultDisk::create(const std::string& path, Outcome& outcome) {
  auto node = std::make_shared<Node>();
  if (path.empty()) return node;
  outcome = change_name({{}, path, node});
  return outcome == Outcome::Done ? node : nullptr;
}

FaultDisk::Outcome FaultDisk::change_name(NameChange change) {
  bool cut = false;
  if (const auto outcome = begin_operation(cut); outcome != Outcome::Done) return outcome;
  apply(m_now, change);
  m_unsafe.push_back(std::move(change));
  if (!cut) return Outcome::Done;
  lose_power();
  return Outcome::Broken;
}

FaultDisk::Outcome FaultDisk::write(Node& node, const std::string& path, std::uint64_t offset, ByteView bytes) {
  bool cut = false;
  if (const auto outcome = begin_operation(cut); outcome != Outcome::Done) return outcome;
  const auto end = offset + bytes.size();
  if (end > node.now.size() && used() + (end - node.now.size()) > m_capacity) return Outcome::Full;
  if (on_write) on_write(path, bytes);
  Change change{offset, Bytes(bytes.begin(), bytes.end()), false};
  apply(node.now, change);
  node.unsafe.push_back(std::move(change));
  if (!cut) return Outcome::Done;
  lose_power();
  return Outcome::Broken;
}

FaultDisk::Outcome FaultDisk::truncate(Node& node, std::uint64_t size) {
  bool cut = false;
  if (const auto outcome = begin_operation(cut); outcome != Outcome::Done) return outcome;
  Change change{size, {}, true};
  apply(node.now, change);
  node.unsafe.push_back(std::move(change));
  if (!cut) return Outcome::Done;
  lose_power();
  return Outcome::Broken;
}

FaultDisk::Outcome FaultDisk::sync(Node& node) {
  bool cut = false;
  const auto outcome = begin_operation(cut);
  if (outcome != Outcome::Done) {
    if (m_power) node.unsafe.clear();  // the page cache forgets what it could not write, and says so only once
    return outcome;
  }
  if (cut) {
    lose_power();
    return Outcome::Broken;
  }
  for (const auto& change : node.unsafe) apply(node.safe, change);
  node.unsafe.clear();
  return Outcome::Done;
}

FaultDisk::Outcome FaultDisk::sync_names() {
  bool cut = false;
  if (const auto outcome = begin_operation(cut); outcome != Outcome::Done) return outcome;
  if (cut) {
    lose_power();
    return Outcome::Broken;
  }
  m_unsafe.clear();
  m_safe = m_now;
  return Outcome::Done;
}

FaultDisk::Outcome FaultDisk::drop(const std::string& path) { return change_name({path, {}, nullptr}); }

// ---- Disk

Expected<std::unique_ptr<File>> FaultDisk::open(const std::string& path, OpenMode mode) {
  const std::lock_guard lock(m_mutex);
  WL_CHECK(as_expected(read_check()));
  auto node = find(path);
  if (node && mode == OpenMode::CreateNew) return Error{ErrorCode::Conflict, "The file is there already.", "fault disk"};
  if (!node && (mode == OpenMode::Read || mode == OpenMode::ReadWrite))
    return Error{ErrorCode::NotFound, "The file is not there.", "fault disk"};
  if (!node) {
    auto outcome = Outcome::Done;
    node = create(path, outcome);
    WL_CHECK(as_expected(outcome));
  }
  return std::unique_ptr<File>(std::make_unique<FaultFile>(*this, path, std::move(node)));
}

Expected<void> FaultDisk::rename(const std::string& from, const std::string& to) {
  const std::lock_guard lock(m_mutex);
  const auto node = find(from);
  if (!node) return Error{ErrorCode::NotFound, "The file is not there.", "fault disk"};
  return as_expected(change_name({from, to, node}));
}

Expected<void> FaultDisk::remove(const std::string& path) {
  const std::lock_guard lock(m_mutex);
  if (!find(path)) return Error{ErrorCode::NotFound, "The file is not there.", "fault disk"};
  return as_expected(drop(path));
}

Expected<bool> FaultDisk::exists(const std::string& path) {
  const std::lock_guard lock(m_mutex);
  WL_CHECK(as_expected(read_check()));
  const auto below = m_now.lower_bound(path + "/");
  return find(path) != nullptr || (below != m_now.end() && below->first.starts_with(path + "/"));
}

Expected<std::vector<std::string>> FaultDisk::list(const std::string& folder) {
  const std::lock_guard lock(m_mutex);
  WL_CHECK(as_expected(read_check()));
  std::vector<std::string> names;
  for (const auto& [path, node] : m_now) {
    if (!path.starts_with(folder + "/")) continue;
    const auto rest = path.substr(folder.size() + 1);
    const auto name = rest.substr(0, rest.find('/'));
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return names;
}

Expected<void> FaultDisk::make_folder(const std::string&) { return as_expected(read_check()); }

Expected<void> FaultDisk::sync_folder(const std::string&) {
  const std::lock_guard lock(m_mutex);
  return as_expected(sync_names());
}

Expected<std::uint64_t> FaultDisk::free_bytes(const std::string&) {
  const auto taken = used();
  return taken >= m_capacity ? 0 : m_capacity - taken;
}

}  // namespace wardlight::faults
