/* What the guest itself says, sent to the host as "C name length\n" and that many bytes, again and again; pieces of one
 * name belong together. "E settled\n" ends it. Slab counts come last, and only when they no longer move: from there on
 * the guest makes and frees nothing, so that the dump can be compared with them exactly. */
#include "agent.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>

static int port;
static const char *piece_name;
static char piece[4096];
static size_t piece_size;

static void send_all(const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t sent = write(port, bytes, size);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) exit(4);
    bytes += sent;
    size -= (size_t)sent;
  }
}

static void flush_piece(void) {
  char header[128];
  if (piece_size == 0) return;
  send_all(header, (size_t)snprintf(header, sizeof header, "C %s %zu\n", piece_name, piece_size));
  send_all(piece, piece_size);
  piece_size = 0;
}

static void begin(const char *name) {
  flush_piece();
  piece_name = name;
}

static void add(const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    piece[piece_size++] = bytes[i];
    if (piece_size == sizeof piece) flush_piece();
  }
}

static void line(const char *format, ...) {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  int size = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  add(text, size < (int)sizeof text ? (size_t)size : sizeof text - 1);
}

static void copy(const char *name, const char *path, size_t limit) {
  char bytes[4096];
  ssize_t size;
  int fd = open(path, O_RDONLY);
  if (fd < 0) return;
  begin(name);
  for (size_t total = 0; total < limit && (size = read(fd, bytes, sizeof bytes)) > 0; total += (size_t)size) add(bytes, (size_t)size);
  close(fd);
}

static void each_process(const char *name, void (*say)(const char *pid)) {
  DIR *proc = opendir("/proc");
  struct dirent *entry;
  begin(name);
  while ((entry = readdir(proc))) if (isdigit(entry->d_name[0])) say(entry->d_name);
  closedir(proc);
}

static void say_threads(const char *pid) {
  char path[600], comm[64];
  struct dirent *entry;
  snprintf(path, sizeof path, "/proc/%s/task", pid);
  DIR *tasks = opendir(path);
  while (tasks && (entry = readdir(tasks))) {
    if (!isdigit(entry->d_name[0])) continue;
    snprintf(path, sizeof path, "/proc/%s/task/%s/comm", pid, entry->d_name);
    int fd = open(path, O_RDONLY);
    ssize_t size = fd < 0 ? 0 : read(fd, comm, sizeof comm);
    if (fd >= 0) close(fd);
    if (size > 0) line("%s\t%s\t%.*s\n", pid, entry->d_name, (int)size - 1, comm);
  }
  if (tasks) closedir(tasks);
}

static void say_files(const char *pid) {
  char path[600], target[700];
  struct dirent *entry;
  snprintf(path, sizeof path, "/proc/%s/fd", pid);
  DIR *files = opendir(path);
  while (files && (entry = readdir(files))) {
    if (!isdigit(entry->d_name[0])) continue;
    snprintf(path, sizeof path, "/proc/%s/fd/%s", pid, entry->d_name);
    int own = atoi(pid) == getpid() && atoi(entry->d_name) != port && atoi(entry->d_name) > 2; /* what this reading itself opens */
    ssize_t size = readlink(path, target, sizeof target);
    if (size > 0 && !own) line("%s\t%s\t%.*s\n", pid, entry->d_name, (int)size, target);
  }
  if (files) closedir(files);
}

static void say_status(const char *pid) {
  char path[64], text[512];
  int parent = 0, threads = 0, user[4] = {0}, group[4] = {0}, mappings = 0;
  snprintf(path, sizeof path, "/proc/%s/status", pid);
  FILE *file = fopen(path, "r");
  while (file && fgets(text, sizeof text, file)) {
    sscanf(text, "PPid: %d", &parent);
    sscanf(text, "Threads: %d", &threads);
    sscanf(text, "Uid: %d %d %d %d", user, user + 1, user + 2, user + 3);
    sscanf(text, "Gid: %d %d %d %d", group, group + 1, group + 2, group + 3);
  }
  if (file) fclose(file);
  snprintf(path, sizeof path, "/proc/%s/maps", pid);
  file = fopen(path, "r");
  while (file && fgets(text, sizeof text, file)) mappings += strchr(text, '\n') && !strstr(text, "[vsyscall]");
  if (file) fclose(file);
  line("%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", pid, parent, threads, user[0], user[1], group[0], group[1], mappings);
}

static char counts[2][1 << 18];

static size_t read_counts(int fd, char *into) {
  size_t total = 0;
  ssize_t size;
  lseek(fd, 0, SEEK_SET);
  while ((size = read(fd, into + total, sizeof counts[0] - total)) > 0) total += (size_t)size;
  return total;
}

/* Reads the slab counts until three readings in a row are the same, for 20 seconds at most. */
static int settle(int slabs, size_t *size, const char **text) {
  size_t sizes[2] = {0, 0};
  int now = 0, same = 0;
  for (int tries = 0; same < 3 && tries < 60; tries++, now = !now) {
    usleep(300000);
    sizes[now] = read_counts(slabs, counts[now]);
    same = sizes[now] == sizes[!now] && memcmp(counts[0], counts[1], sizes[now]) == 0 ? same + 1 : 0;
  }
  *size = sizes[!now];
  *text = counts[!now];
  return same == 3;
}

static void list(const char *name, const char *path) {
  DIR *folder = opendir(path);
  struct dirent *entry;
  begin(name);
  while (folder && (entry = readdir(folder))) if (entry->d_name[0] != '.') line("%s\n", entry->d_name);
  if (folder) closedir(folder);
}

static void say_system(void) {
  static const char *const files[][2] = {{"version", "/proc/version"}, {"cmdline", "/proc/cmdline"}, {"modules", "/proc/modules"}, {"iomem", "/proc/iomem"}, {"mounts", "/proc/mounts"},
      {"meminfo", "/proc/meminfo"}, {"kallsyms.head", "/proc/kallsyms"}, {"net.unix", "/proc/net/unix"}, {"net.tcp", "/proc/net/tcp"}, {"net.tcp6", "/proc/net/tcp6"}, {"net.udp", "/proc/net/udp"}, {"net.udp6", "/proc/net/udp6"}};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) copy(files[i][0], files[i][1], i == 6 ? 1 << 16 : 1 << 20);
  each_process("processes", say_status);
  each_process("files", say_files);
  each_process("threads", say_threads);
  if (access(HIDER, F_OK) != 0) return;
  list("sys.module", "/sys/module");
  copy("hidden", HIDER, 1 << 16);
  begin("hidden.seen");
  say_hidden(line);
}

void wait_for_host(int from) {
  char answer;
  while (read(from, &answer, 1) != 1 || answer != 'g') {}
}

void introduce(int to) {
  port = to;
  say_system();
  flush_piece();
  send_all("E unsettled\n", 12);
  wait_for_host(port);
}

void observe(int to, int drop_caches) {
  port = to;
  int slabs = open("/proc/slabinfo", O_RDONLY), drop = open("/proc/sys/vm/drop_caches", O_WRONLY);
  size_t size;
  const char *text;
  sync();
  settle(slabs, &size, &text); /* whoever still reaps, writes back or frees is given time before anything is listed */
  say_system();
  if (drop_caches && drop >= 0 && write(drop, "2", 1) < 0) exit(5);
  int settled = settle(slabs, &size, &text);
  begin("slabinfo");
  add(text, size);
  flush_piece();
  char end[32];
  send_all(end, (size_t)snprintf(end, sizeof end, "E %s\n", settled ? "settled" : "unsettled"));
  wait_for_host(port); /* the dump is taken here */
  close(slabs);
  close(drop);
}
