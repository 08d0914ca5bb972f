/* Directory trees, files of every kind and many ways to hold one open. */
#include "agent.h"

#include <dirent.h>
#include <errno.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/xattr.h>

const char *directories[16];
int directory_count;

static void flat_name(char *name, size_t size) {
  make_name(name, size);
  for (char *c = name; *c; c++)
    if (*c == '/') *c = '+';
}

static void path_in(const char *directory, char *path, size_t size) {
  char name[64];
  flat_name(name, sizeof name);
  if (chance(6)) /* too long to be kept inside the dentry */
    snprintf(path, size, "%s/%s-%s-%s-%s-%s-%u", directory, name, word(), word(), word(), word(), pick(1u << 30));
  else
    snprintf(path, size, "%s/%s%u", directory, name, pick(1000));
}

static void write_some(int fd) {
  char bytes[6000];
  size_t size = pick(chance(70) ? 300 : sizeof bytes);
  fill(bytes, size);
  if (chance(10)) lseek(fd, pick(1 << 20), SEEK_SET);
  if (write(fd, bytes, size) < 0 && errno == ENOSPC) exit(0);
}

static void make_file(const char *directory) {
  char path[512], other[512];
  path_in(directory, path, sizeof path);
  int flags = O_CREAT | (int[]){O_RDWR, O_WRONLY, O_RDWR | O_APPEND, O_RDWR | O_CLOEXEC, O_RDWR | O_SYNC}[pick(5)];
  int fd = open(path, flags, (mode_t[]){0600, 0644, 0755, 0666, 0400}[pick(5)]);
  if (fd < 0) return;
  write_some(fd);
  if (chance(10)) fchown(fd, pick(3000), pick(3000));
  if (chance(8)) fsetxattr(fd, "user.note", path, strlen(path), 0);
  if (chance(8)) flock(fd, LOCK_SH);
  if (chance(8)) {
    struct flock lock = {.l_type = F_WRLCK, .l_start = pick(100), .l_len = 1 + pick(100)};
    fcntl(fd, F_SETLK, &lock);
  }
  if (chance(10)) ftruncate(fd, pick(1 << 16));
  if (chance(15)) dup(fd);
  if (chance(15)) open(path, O_RDONLY);
  if (chance(60)) close(fd);
  path_in(directory, other, sizeof other);
  if (chance(8)) rename(path, other);
  else if (chance(8)) link(path, other);
  else if (chance(8)) symlink(path, other);
  else if (chance(20)) unlink(path);
}

static void make_odd_one(const char *directory) {
  char path[512];
  path_in(directory, path, sizeof path);
  switch (pick(5)) {
    case 0: mkfifo(path, 0600); if (chance(60)) open(path, O_RDWR); break;
    case 1: mknod(path, S_IFCHR | 0600, 0x103); break;
    case 2: open(directory, O_TMPFILE | O_RDWR, 0600); break;
    case 3: open(directory, O_DIRECTORY | O_PATH); break;
    default: { int fd = memfd_create(word(), 0); if (fd >= 0) write_some(fd); }
  }
}

static void make_tree(const char *directory, int depth) {
  for (int files = pick(9); files-- > 0;) make_file(directory);
  if (chance(25)) make_odd_one(directory);
  for (int children = depth > 0 ? pick(4) : 0; children-- > 0;) {
    char path[512];
    path_in(directory, path, sizeof path);
    if (mkdir(path, 0755) == 0) make_tree(path, depth - 1);
  }
}

static const char *odd_files[] = {"/dev/null", "/dev/zero", "/dev/urandom", "/dev/full", "/proc/self/maps", "/proc/meminfo", "/proc/self/status", "/proc/net/tcp",
    "/sys/kernel/mm", "/sys/class", "/sys/devices/system/cpu", "/proc/sys/kernel", "/proc/mounts", "/sys/module", "/dev/ptmx", "/proc/cpuinfo", "/etc/passwd", "/proc/self/ns/net"};

static void walk(const char *directory, int depth) {
  DIR *listing = opendir(directory);
  if (!listing) return;
  struct dirent *entry;
  for (int left = 5 + pick(60); left-- > 0 && (entry = readdir(listing));) {
    char path[512];
    struct stat status;
    if (entry->d_name[0] == '.') continue;
    if (snprintf(path, sizeof path, "%s/%s", directory, entry->d_name) >= (int)sizeof path) continue;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode) && depth > 0) walk(path, depth - 1);
  }
  if (chance(85)) closedir(listing);
}

void do_files(void) {
  const char *base = directories[pick(directory_count)];
  char path[512];
  switch (pick(6)) {
    case 0: for (int files = pick(12); files-- > 0;) make_file(base); break;
    case 1: walk((const char *[]){"/sys", "/proc", "/dev", "/", "/sys/kernel", "/sys/devices", base}[pick(7)], pick(4)); break;
    case 2: for (int opens = pick(8); opens-- > 0;) open(odd_files[pick(sizeof odd_files / sizeof *odd_files)], O_RDONLY); break;
    case 3: for (int misses = pick(20); misses-- > 0;) { path_in(base, path, sizeof path); access(path, R_OK); } break; /* negative dentries */
    default:
      path_in(base, path, sizeof path);
      if (mkdir(path, 0755) == 0) make_tree(path, pick(6));
      if (chance(40)) chdir(path);
  }
}
