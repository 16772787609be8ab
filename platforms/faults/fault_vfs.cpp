// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>

#include "platforms/faults/fault_disk.h"

// SQLite's face of the FaultDisk: files, locks and shared memory between the connections of one process.
namespace wardlight::faults {
namespace {

struct OpenFile {
  FaultDisk* disk;
  FaultDisk::NodePtr node;
  std::string path;
  bool syncs_names = false;  // the log and the rollback journal make their names safe at their first sync
  bool removes_at_close = false;
  int lock = SQLITE_LOCK_NONE;
  bool has_shared_memory = false;
  unsigned shm_shared = 0;
  unsigned shm_exclusive = 0;
};

struct VfsFile {
  sqlite3_file base;
  OpenFile* open;
};

OpenFile& of(sqlite3_file* file) { return *reinterpret_cast<VfsFile*>(file)->open; }
FaultDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<FaultDisk*>(vfs->pAppData); }

int as_code(FaultDisk::Outcome outcome, int broken) {
  if (outcome == FaultDisk::Outcome::Done) return SQLITE_OK;
  return outcome == FaultDisk::Outcome::Full ? SQLITE_FULL : broken;
}

int close_file(sqlite3_file* file) {
  auto* vfs_file = reinterpret_cast<VfsFile*>(file);
  auto* open = vfs_file->open;
  const std::lock_guard lock(open->disk->mutex());
  if (open->lock != SQLITE_LOCK_NONE) file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
  if (open->removes_at_close && open->disk->find(open->path)) open->disk->drop(open->path);
  delete open;
  vfs_file->open = nullptr;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* out, int count, sqlite3_int64 offset) {
  auto& open = of(file);
  const std::lock_guard lock(open.disk->mutex());
  if (open.disk->read_check() != FaultDisk::Outcome::Done) return SQLITE_IOERR_READ;
  const auto& all = open.node->now;
  const auto from = std::min<std::size_t>(static_cast<std::size_t>(offset), all.size());
  const auto there = std::min<std::size_t>(static_cast<std::size_t>(count), all.size() - from);
  if (there > 0) std::memcpy(out, all.data() + from, there);
  if (there == static_cast<std::size_t>(count)) return SQLITE_OK;
  std::memset(static_cast<char*>(out) + there, 0, static_cast<std::size_t>(count) - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  auto& open = of(file);
  const std::lock_guard lock(open.disk->mutex());
  const ByteView view(static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(count));
  return as_code(open.disk->write(*open.node, open.path, static_cast<std::uint64_t>(offset), view), SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  auto& open = of(file);
  const std::lock_guard lock(open.disk->mutex());
  return as_code(open.disk->truncate(*open.node, static_cast<std::uint64_t>(size)), SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* file, int) {
  auto& open = of(file);
  const std::lock_guard lock(open.disk->mutex());
  if (const int code = as_code(open.disk->sync(*open.node), SQLITE_IOERR_FSYNC); code != SQLITE_OK) return code;
  if (!open.syncs_names) return SQLITE_OK;
  open.syncs_names = false;
  return as_code(open.disk->sync_names(), SQLITE_IOERR_DIR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  auto& open = of(file);
  const std::lock_guard lock(open.disk->mutex());
  if (open.disk->read_check() != FaultDisk::Outcome::Done) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(open.node->now.size());
  return SQLITE_OK;
}

bool is_others(const void* holder, const OpenFile& open) { return holder != nullptr && holder != &open; }

int lock_file(sqlite3_file* file, int level) {
  auto& open = of(file);
  const std::lock_guard guard(open.disk->mutex());
  auto& node = *open.node;
  if (open.lock >= level) return SQLITE_OK;
  if (level == SQLITE_LOCK_SHARED) {
    if (is_others(node.pending, open) || is_others(node.exclusive, open)) return SQLITE_BUSY;
    ++node.shared;
    open.lock = SQLITE_LOCK_SHARED;
    return SQLITE_OK;
  }
  if (is_others(node.reserved, open) || is_others(node.pending, open) || is_others(node.exclusive, open)) return SQLITE_BUSY;
  if (level == SQLITE_LOCK_RESERVED) {
    node.reserved = &open;
    open.lock = SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
  }
  node.pending = &open;
  open.lock = SQLITE_LOCK_PENDING;
  if (node.shared > 1) return SQLITE_BUSY;
  node.exclusive = &open;
  open.lock = SQLITE_LOCK_EXCLUSIVE;
  return SQLITE_OK;
}

int unlock_file(sqlite3_file* file, int level) {
  auto& open = of(file);
  const std::lock_guard guard(open.disk->mutex());
  auto& node = *open.node;
  if (open.lock <= level) return SQLITE_OK;
  for (auto* holder : {&node.reserved, &node.pending, &node.exclusive})
    if (*holder == &open) *holder = nullptr;
  if (level == SQLITE_LOCK_NONE && open.lock >= SQLITE_LOCK_SHARED) --node.shared;
  open.lock = level;
  return SQLITE_OK;
}

int check_reserved(sqlite3_file* file, int* answer) {
  const auto& open = of(file);
  const std::lock_guard guard(open.disk->mutex());
  *answer = open.node->reserved != nullptr || open.node->pending != nullptr || open.node->exclusive != nullptr;
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 512; }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }  // as the unix VFS says

int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
  auto& open = of(file);
  const std::lock_guard guard(open.disk->mutex());
  auto& memory = open.disk->shared_memory(open.path);
  if (!open.has_shared_memory) ++memory.users;
  open.has_shared_memory = true;
  const auto wanted = static_cast<std::size_t>(region);
  if (wanted >= memory.regions.size() && extend == 0) {
    *out = nullptr;
    return SQLITE_OK;
  }
  while (memory.regions.size() <= wanted) {
    memory.regions.push_back(std::make_unique<std::uint8_t[]>(static_cast<std::size_t>(size)));
    std::memset(memory.regions.back().get(), 0, static_cast<std::size_t>(size));
  }
  *out = memory.regions[wanted].get();
  return SQLITE_OK;
}

int lock_shared_range(FaultDisk::SharedMemory& memory, OpenFile& open, unsigned mask, bool exclusive) {
  for (unsigned i = 0; i < 8; ++i) {
    if ((mask & (1U << i)) == 0) continue;
    const bool mine = (open.shm_shared & (1U << i)) != 0;
    if (is_others(memory.writer[i], open) || (exclusive && memory.readers[i] > (mine ? 1 : 0))) return SQLITE_BUSY;
  }
  for (unsigned i = 0; i < 8; ++i) {
    if ((mask & (1U << i)) == 0) continue;
    if (exclusive) memory.writer[i] = &open;
    else if ((open.shm_shared & (1U << i)) == 0) ++memory.readers[i];
  }
  (exclusive ? open.shm_exclusive : open.shm_shared) |= mask;
  return SQLITE_OK;
}

int unlock_shared_range(FaultDisk::SharedMemory& memory, OpenFile& open, unsigned mask) {
  for (unsigned i = 0; i < 8; ++i) {
    const unsigned bit = 1U << i;
    if ((mask & bit) == 0) continue;
    if ((open.shm_exclusive & bit) != 0) memory.writer[i] = nullptr;
    if ((open.shm_shared & bit) != 0) --memory.readers[i];
  }
  open.shm_exclusive &= ~mask;
  open.shm_shared &= ~mask;
  return SQLITE_OK;
}

int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  auto& open = of(file);
  const std::lock_guard guard(open.disk->mutex());
  auto& memory = open.disk->shared_memory(open.path);
  const unsigned mask = ((1U << (offset + count)) - (1U << offset));
  if ((flags & SQLITE_SHM_UNLOCK) != 0) return unlock_shared_range(memory, open, mask);
  return lock_shared_range(memory, open, mask, (flags & SQLITE_SHM_EXCLUSIVE) != 0);
}

void shared_barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }

int unmap_shared(sqlite3_file* file, int remove) {
  auto& open = of(file);
  const std::lock_guard guard(open.disk->mutex());
  if (!open.has_shared_memory) return SQLITE_OK;
  auto& memory = open.disk->shared_memory(open.path);
  unlock_shared_range(memory, open, 0xFF);
  open.has_shared_memory = false;
  if (--memory.users <= 0 || remove != 0) open.disk->forget_shared_memory(open.path);
  return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods{
    2,           close_file,     read_file,      write_file,   truncate_file, sync_file,       file_size,
    lock_file,   unlock_file,    check_reserved, file_control, sector_size,   characteristics, map_shared,
    lock_shared, shared_barrier, unmap_shared,   nullptr,      nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex());
  file->pMethods = nullptr;
  if (disk.read_check() != FaultDisk::Outcome::Done) return SQLITE_CANTOPEN;
  const std::string path = name == nullptr ? "" : name;
  auto node = path.empty() ? nullptr : disk.find(path);
  const bool created = !node;
  if (created) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    auto outcome = FaultDisk::Outcome::Done;
    node = disk.create(path, outcome);
    if (outcome != FaultDisk::Outcome::Done) return SQLITE_CANTOPEN;
  }
  auto* open = new OpenFile{&disk, std::move(node), path};
  open->syncs_names = created && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  open->removes_at_close = !path.empty() && (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  auto* vfs_file = reinterpret_cast<VfsFile*>(file);
  vfs_file->open = open;
  file->pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  auto& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex());
  if (!disk.find(name)) return disk.has_power() ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE;
  if (const int code = as_code(disk.drop(name), SQLITE_IOERR_DELETE); code != SQLITE_OK) return code;
  return sync_folder == 0 ? SQLITE_OK : as_code(disk.sync_names(), SQLITE_IOERR_DIR_FSYNC);
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* answer) {
  auto& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex());
  if (!disk.has_power()) return SQLITE_IOERR_ACCESS;
  const auto node = disk.find(name);
  *answer = node && !node->now.empty() ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

}  // namespace

std::unique_ptr<sqlite3_vfs> register_vfs(FaultDisk& disk, const std::string& name) {
  sqlite3_initialize();
  auto vfs = std::make_unique<sqlite3_vfs>(*sqlite3_vfs_find(nullptr));
  vfs->szOsFile = sizeof(VfsFile);
  vfs->mxPathname = 512;
  vfs->pNext = nullptr;
  vfs->zName = name.c_str();
  vfs->pAppData = &disk;
  vfs->xOpen = open_file;
  vfs->xDelete = delete_file;
  vfs->xAccess = access_file;
  vfs->xFullPathname = full_path;
  sqlite3_vfs_register(vfs.get(), 0);
  return vfs;
}

void unregister_vfs(sqlite3_vfs& vfs) { sqlite3_vfs_unregister(&vfs); }

}  // namespace wardlight::faults
