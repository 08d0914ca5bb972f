/* Kernel modules that come and go. They lie in /modules or, on Debian, in /run/deepmem/modules. */
#include "agent.h"

#include <dirent.h>
#include <sys/syscall.h>

static const char *const folders[] = {"/run/deepmem/spare", "/spare"};

static void load(const char *folder, const char *file) {
  char path[512], name[128];
  snprintf(path, sizeof path, "%s/%s", folder, file);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  syscall(SYS_finit_module, fd, "", 0);
  close(fd);
  snprintf(name, sizeof name, "%s", file + 4); /* "07-dummy.ko": the number keeps dependencies first */
  name[strcspn(name, ".")] = 0;
  for (char *c = name; *c; c++) if (*c == '-') *c = '_';
  if (chance(25)) syscall(SYS_delete_module, name, O_NONBLOCK);
}

void do_modules(void) {
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    struct dirent **list;
    int count = scandir(folders[i], &list, NULL, alphasort);
    for (int file = 0; file < count; file++)
      if (list[file]->d_name[0] != '.' && chance(60)) load(folders[i], list[file]->d_name);
  }
}
