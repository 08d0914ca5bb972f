/* A live dump: the guest reads its own memory while its processes go on, so that no two pages need be of one moment. What is
 * read goes to a disk of its own, past the page cache: one block of 4096 bytes with the ranges, the pages in the ranges' order,
 * one block that says that all of it is there. Numbers are little-endian and of 64 bits:
 *
 *   first block   magic "DMLIVE01", nonce, count of ranges, for each its first address and the one after its last
 *   last block    magic "DMLIVEND", nonce
 *
 * Addresses are whole pages; System RAM of /proc/iomem, read through the direct map in /proc/kcore. */
#include "agent.h"

#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { BLOCK = 4096, CHUNK = 16 * BLOCK, MAX_RANGES = 200, MAX_SEGMENTS = 400 };

struct range { uint64_t start, end; };

static struct range ranges[MAX_RANGES];
static Elf64_Phdr segments[MAX_SEGMENTS];
static int range_count, segment_count;
static char *buffer;

static const char *read_ranges(void) {
  char text[256];
  FILE *file = fopen("/proc/iomem", "r");
  if (!file) return "no /proc/iomem";
  while (fgets(text, sizeof text, file) && range_count < MAX_RANGES) {
    unsigned long long first, last;
    if (text[0] == ' ' || !strstr(text, ": System RAM") || sscanf(text, "%llx-%llx", &first, &last) != 2) continue;
    struct range range = {(first + BLOCK - 1) & -(uint64_t)BLOCK, (last + 1) & -(uint64_t)BLOCK};
    if (range.start < range.end) ranges[range_count++] = range;
  }
  fclose(file);
  return range_count ? NULL : "/proc/iomem names no System RAM";
}

/* The direct map's segments: they say their physical address, and lie below the kernel's own image. */
static const char *read_segments(int kcore) {
  Elf64_Ehdr header;
  if (pread(kcore, &header, sizeof header, 0) != sizeof header || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return "no ELF in /proc/kcore";
  for (int i = 0; i < header.e_phnum && segment_count < MAX_SEGMENTS; i++) {
    Elf64_Phdr segment;
    if (pread(kcore, &segment, sizeof segment, (off_t)(header.e_phoff + (uint64_t)i * sizeof segment)) != sizeof segment) return "program headers of /proc/kcore end early";
    if (segment.p_type == PT_LOAD && segment.p_paddr != (uint64_t)-1 && segment.p_vaddr < 0xffffffff80000000ull) segments[segment_count++] = segment;
  }
  return segment_count ? NULL : "/proc/kcore has no direct map";
}

static const Elf64_Phdr *segment_of(uint64_t physical) {
  for (int i = 0; i < segment_count; i++)
    if (physical >= segments[i].p_paddr && physical - segments[i].p_paddr < segments[i].p_memsz) return &segments[i];
  return NULL;
}

static int open_disk(void) {
  DIR *disks = opendir("/sys/block");
  struct dirent *entry;
  while (disks && (entry = readdir(disks))) {
    char path[300], serial[32] = "";
    snprintf(path, sizeof path, "/sys/block/%s/serial", entry->d_name);
    int fd = open(path, O_RDONLY);
    if (fd < 0) continue;
    (void)!read(fd, serial, sizeof serial - 1);
    close(fd);
    if (strncmp(serial, "deepmem-live", 12) != 0) continue;
    snprintf(path, sizeof path, "/dev/%s", entry->d_name);
    closedir(disks);
    return open(path, O_WRONLY | O_DIRECT);
  }
  if (disks) closedir(disks);
  return -1;
}

static uint64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* Reads at most a chunk, never more than `rate` bytes a millisecond on average. */
static const char *copy_ranges(int kcore, int disk, off_t *at, uint64_t rate) {
  uint64_t begin = milliseconds(), copied = 0;
  for (int i = 0; i < range_count; i++) {
    for (uint64_t from = ranges[i].start; from < ranges[i].end;) {
      const Elf64_Phdr *segment = segment_of(from);
      uint64_t size = ranges[i].end - from < CHUNK ? ranges[i].end - from : CHUNK;
      if (!segment) return "a range of RAM is not in /proc/kcore";
      if (size > segment->p_paddr + segment->p_memsz - from) size = segment->p_paddr + segment->p_memsz - from;
      if (pread(kcore, buffer, size, (off_t)(segment->p_offset + (from - segment->p_paddr))) != (ssize_t)size) return "/proc/kcore can't be read";
      if (pwrite(disk, buffer, size, *at) != (ssize_t)size) return "the disk can't be written";
      *at += (off_t)size;
      from += size;
      copied += size;
      for (uint64_t now; (now = milliseconds() - begin) < copied / rate;) usleep((useconds_t)(copied / rate - now) * 1000);
    }
  }
  return NULL;
}

static const char *mark(int disk, off_t at, const char *magic, uint64_t nonce, int with_ranges) {
  uint64_t *words = (uint64_t *)buffer;
  memset(buffer, 0, BLOCK);
  memcpy(words, magic, 8);
  words[1] = nonce;
  words[2] = with_ranges ? (uint64_t)range_count : 0;
  if (with_ranges) memcpy(words + 3, ranges, (size_t)range_count * sizeof *ranges);
  return pwrite(disk, buffer, BLOCK, at) == BLOCK ? NULL : "the disk can't be written";
}

static const char *copy_memory(uint64_t rate) {
  uint64_t nonce = draw();
  int kcore = open("/proc/kcore", O_RDONLY), disk = open_disk(), score = open("/proc/self/oom_score_adj", O_WRONLY);
  if (score >= 0) { (void)!write(score, "-1000", 5); close(score); }
  if (kcore < 0) return "no /proc/kcore";
  if (disk < 0) return "no disk for the live dump";
  buffer = mmap(NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (buffer == MAP_FAILED) return "out of memory";
  const char *wrong;
  off_t at = BLOCK;
  if ((wrong = read_ranges()) || (wrong = read_segments(kcore)) || (wrong = mark(disk, 0, "DMLIVE01", nonce, 1))) return wrong;
  if ((wrong = copy_ranges(kcore, disk, &at, rate)) || (wrong = mark(disk, at, "DMLIVEND", nonce, 0))) return wrong;
  return fsync(disk) == 0 ? NULL : "the disk can't be written";
}

/* How many processes the kernel ever made. */
static unsigned long long processes_made(void) {
  char text[4096];
  unsigned long long made = 0;
  FILE *file = fopen("/proc/stat", "r");
  while (file && fgets(text, sizeof text, file)) sscanf(text, "processes %llu", &made);
  if (file) fclose(file);
  return made;
}

/* Copies memory in a process of its own, while the caller keeps things moving. Says "L milliseconds processes" at the end, or
 * "X reason". */
void live_dump(int port, int mebibytes, void (*work)(void)) {
  char line[200];
  int reason[2];
  unsigned long long made = processes_made();
  uint64_t begin = milliseconds();
  if (pipe(reason) < 0) exit(6);
  pid_t copier = fork();
  if (copier == 0) {
    reseed(begin ^ (uint64_t)getpid() << 32);
    const char *wrong = copy_memory((uint64_t)mebibytes * (1 << 20) / 1000);
    if (wrong) (void)!write(reason[1], wrong, strlen(wrong));
    _exit(wrong != NULL);
  }
  close(reason[1]);
  int status = -1;
  for (pid_t ended = 0; copier > 0 && ended != copier;) {
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0 && ended != copier) {}
    if (ended != copier) { work(); usleep(20000); }
  }
  if (copier > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    snprintf(line, sizeof line, "L %llu %llu\n", (unsigned long long)(milliseconds() - begin), processes_made() - made);
  } else {
    char text[150] = "the copying process was killed";
    ssize_t size = read(reason[0], text, sizeof text - 1);
    if (size > 0) text[size] = 0;
    snprintf(line, sizeof line, "X %s\n", copier < 0 ? "no process for the copy" : text);
  }
  close(reason[0]);
  (void)!write(port, line, strlen(line));
  wait_for_host(port);
}
