/* Mappings: anonymous, of files, shared, protected piece by piece, grown, split and partly given back. */
#include "agent.h"

#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/shm.h>

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#define PR_SET_VMA_ANON_NAME 0
#endif

static void touch(char *memory, size_t size) {
  for (int pages = 1 + (int)pick(3); pages-- > 0;) {
    size_t at = pick((unsigned)(size / 4096)) * (size_t)4096;
    fill(memory + at, 1 + pick(4096));
  }
}

static void cut_up(char *memory, int pages) {
  for (int cuts = pick(6); cuts-- > 0;) {
    char *at = memory + pick((unsigned)pages) * 4096;
    switch (pick(6)) {
      case 0: munmap(at, 4096); break;
      case 1: mprotect(at, 4096, PROT_NONE); break;
      case 2: mprotect(at, 4096, PROT_READ | PROT_EXEC); break;
      case 3: madvise(at, 4096, (int[]){MADV_DONTFORK, MADV_DONTDUMP, MADV_DONTNEED, MADV_WIPEONFORK, MADV_RANDOM, MADV_SEQUENTIAL}[pick(6)]); break;
      case 4: mlock(at, 4096); break;
      default: prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, at, 4096, word());
    }
  }
}

static void anonymous(void) {
  int pages = 1 + (int)pick(chance(80) ? 32 : 2048);
  int shared = chance(25);
  char *memory = mmap(NULL, (size_t)pages * 4096, PROT_READ | PROT_WRITE, (shared ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS | (chance(20) ? MAP_NORESERVE : 0) | (chance(5) ? MAP_GROWSDOWN : 0), -1, 0);
  if (memory == MAP_FAILED) return;
  touch(memory, (size_t)pages * 4096);
  cut_up(memory, pages);
}

static void of_file(void) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s-map%u", directories[pick(directory_count)], word(), pick(100000));
  int fd = chance(25) ? open("/proc/self/exe", O_RDONLY) : chance(20) ? memfd_create(word(), MFD_CLOEXEC) : open(path, O_RDWR | O_CREAT, 0644);
  if (fd < 0) return;
  int pages = 1 + (int)pick(24);
  int writable = ftruncate(fd, pages * 4096L) == 0;
  char *memory = mmap(NULL, (size_t)pages * 4096, PROT_READ | (writable && chance(60) ? PROT_WRITE : 0), chance(60) ? MAP_SHARED : MAP_PRIVATE, fd, 0);
  if (memory != MAP_FAILED) {
    volatile char first = *memory;
    (void)first;
    if (chance(40)) cut_up(memory, pages);
    if (chance(20)) mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 4096);
  }
  if (chance(60)) close(fd);
  if (chance(40)) unlink(path);
}

static void segment(void) {
  int id = shmget(IPC_PRIVATE, 4096u << pick(5), 0600);
  if (id < 0) return;
  char *memory = shmat(id, NULL, 0);
  if (memory != (char *)-1) fill(memory, 100);
  shmctl(id, IPC_RMID, NULL);
}

void do_memory(void) {
  for (int count = 1 + (int)pick(12); count-- > 0;) {
    switch (pick(6)) {
      case 0: case 1: of_file(); break;
      case 2: if (chance(40)) segment(); else sbrk(4096 * (intptr_t)pick(20)); break;
      default: anonymous();
    }
  }
}
