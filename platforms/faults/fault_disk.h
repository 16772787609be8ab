// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/disk.h"
#include "platforms/faults/seeded_random.h"

struct sqlite3_vfs;

namespace wardlight::faults {

// One disk in memory that can lose power, fail and fill up. Wardlight's own files reach it as a Disk, SQLite's as a VFS
// of the name vfs_name(), so that one power cut hits store, log, journal, beacon and slots together.
//
// A write is safe once its file was synced, a name once its folder was (SQLite's log syncs its own). What was not safe at
// a power cut is, file by file and at random: lost, kept, kept in part, or torn into 512-byte sectors, a few of them
// garbage; of unsynced names a random number survives, in order. A failed sync loses what it should have made safe.
// Shared memory lives on the heap and is empty after a reboot. Safe on any thread.
class FaultDisk : public Disk {
 public:
  explicit FaultDisk(std::uint64_t seed = 1);
  ~FaultDisk() override;
  FaultDisk(const FaultDisk&) = delete;
  FaultDisk& operator=(const FaultDisk&) = delete;

  const std::string& vfs_name() const { return m_vfs_name; }

  // ---- Faults. An operation is whatever changes the disk: write, truncate, sync, create, remove, rename.
  std::uint64_t operations() const { return m_operations; }
  void cut_power_at(std::uint64_t operation);  // the power goes in the middle of that one, counted as operations() counts
  bool has_power() const { return m_power; }
  void reboot();  // power again, and only what survived; every open file must have been closed
  enum class Failure { Input, Full };
  enum class Lasting { Once, FromThenOn };
  void fail_at(std::uint64_t operation, Failure failure, Lasting lasting);
  void heal();
  void set_capacity(std::uint64_t bytes) { m_capacity = bytes; }
  std::uint64_t used() const;

  // Sees every byte that is written, temporary files included.
  std::function<void(const std::string& path, ByteView bytes)> on_write;

  // ---- For tests that do harm, or look, behind everybody's back.
  Bytes contents(const std::string& path) const;
  void set_contents(const std::string& path, ByteView bytes);
  std::vector<std::string> paths() const;

  // All files as they stand, to start again from.
  using Image = std::map<std::string, Bytes>;
  Image image() const;
  void restore(const Image& image, std::uint64_t seed);

  // ---- Disk
  Expected<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
  Expected<void> rename(const std::string& from, const std::string& to) override;
  Expected<void> remove(const std::string& path) override;
  Expected<bool> exists(const std::string& path) override;
  Expected<std::vector<std::string>> list(const std::string& folder) override;
  Expected<void> make_folder(const std::string& path) override;
  Expected<void> sync_folder(const std::string& path) override;
  Expected<std::uint64_t> free_bytes(const std::string& path) override;

  // ---- What both faces share; used by the File and the VFS below.
  struct Change {
    std::uint64_t offset = 0;
    Bytes bytes;
    bool truncates = false;  // then `offset` is the new size
  };
  struct Node {
    Bytes safe;
    Bytes now;
    std::vector<Change> unsafe;
    int shared = 0;  // SQLite's locks on the file
    const void* reserved = nullptr;
    const void* pending = nullptr;
    const void* exclusive = nullptr;
  };
  using NodePtr = std::shared_ptr<Node>;
  struct SharedMemory {  // gone with its last user, as the next one would empty it
    int users = 0;
    std::vector<std::unique_ptr<std::uint8_t[]>> regions;
    int readers[8] = {};
    const void* writer[8] = {};
  };
  enum class Outcome { Done, Broken, Full };

  NodePtr find(const std::string& path) const;
  NodePtr create(const std::string& path, Outcome& outcome);  // an empty path is a nameless temporary file
  Outcome write(Node& node, const std::string& path, std::uint64_t offset, ByteView bytes);
  Outcome truncate(Node& node, std::uint64_t size);
  Outcome sync(Node& node);
  Outcome sync_names();
  Outcome drop(const std::string& path);
  Outcome read_check() const { return m_power ? Outcome::Done : Outcome::Broken; }
  SharedMemory& shared_memory(const std::string& path) { return m_shared[path]; }
  void forget_shared_memory(const std::string& path) { m_shared.erase(path); }
  std::recursive_mutex& mutex() const { return m_mutex; }

 private:
  struct NameChange {
    std::string from;  // empty: created
    std::string to;    // empty: removed
    NodePtr node;
  };
  using Names = std::map<std::string, NodePtr>;
  static void apply(Names& names, const NameChange& change);
  static void apply(Bytes& content, const Change& change);
  Outcome begin_operation(bool& cut);
  Outcome change_name(NameChange change);
  void lose_power() { m_power = false; }
  Bytes survive(const Node& node);
  void tear(Bytes& content, const Change& change);

  mutable std::recursive_mutex m_mutex;
  SeededRandom m_random;
  Names m_now;
  Names m_safe;
  std::vector<NameChange> m_unsafe;
  std::map<std::string, SharedMemory> m_shared;
  std::uint64_t m_operations = 0;
  std::uint64_t m_cut_at = 0;
  std::uint64_t m_fail_at = 0;
  Failure m_failure = Failure::Input;
  Lasting m_lasting = Lasting::Once;
  bool m_power = true;
  std::uint64_t m_capacity = std::uint64_t{1} << 40;
  std::string m_vfs_name;
  std::unique_ptr<sqlite3_vfs> m_vfs;
};

// Registers `disk` with SQLite under that name; fault_vfs.cpp.
std::unique_ptr<sqlite3_vfs> register_vfs(FaultDisk& disk, const std::string& name);
void unregister_vfs(sqlite3_vfs& vfs);

}  // namespace wardlight::faults
