/* Hides a process, the kernel module that does it, or both, and proves that they are there still. The process answers on a pipe; the
 * module's file in /proc says what was hidden, by the kernel's own addresses. */
#include "agent.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>

static const char *const modules[] = {"/run/deepmem/hider.ko", "/hider.ko"};

static pid_t sleeper;
static int ask, answer; /* pipes to and from the sleeper */

static _Noreturn void fail(int port, const char *what) {
  char text[200];
  int size = snprintf(text, sizeof text, "X can't hide: %s\n", what);
  (void)!write(port, text, (size_t)size);
  exit(7);
}

static void *rest(void *unused) {
  (void)unused;
  rename_self();
  while (pause() < 0) {}
  return NULL;
}

/* Has files, sockets and threads of its own, then does nothing but answer. */
static _Noreturn void sleep_and_answer(int asked, int to) {
  pthread_t thread;
  char byte;
  rename_self();
  do_files();
  do_sockets();
  for (unsigned threads = 1 + pick(3); threads-- > 0;) pthread_create(&thread, NULL, rest, NULL);
  while (read(asked, &byte, 1) == 1) {
    byte++;
    if (write(to, &byte, 1) != 1) break;
  }
  for (;;) pause();
}

static int answers(void) {
  char byte = 'a';
  struct pollfd waiting = {answer, POLLIN, 0};
  return write(ask, &byte, 1) == 1 && poll(&waiting, 1, 20000) == 1 && read(answer, &byte, 1) == 1 && byte == 'b';
}

static void start_sleeper(int port) {
  int to[2], from[2];
  uint64_t seed = draw();
  if (pipe2(to, O_CLOEXEC) < 0 || pipe2(from, O_CLOEXEC) < 0) fail(port, "no pipe");
  sleeper = fork();
  if (sleeper == 0) {
    close(port);
    close(to[1]);
    close(from[0]);
    reseed(seed);
    sleep_and_answer(to[0], from[1]);
  }
  close(to[0]);
  close(from[1]);
  ask = to[1];
  answer = from[0];
  if (sleeper < 0 || !answers()) fail(port, "no process to hide"); /* its threads run, too */
}

static void load(int port) {
  int fd = -1;
  for (size_t i = 0; fd < 0 && i < sizeof modules / sizeof *modules; i++) fd = open(modules[i], O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail(port, "the guest has no hider.ko");
  if (syscall(SYS_finit_module, fd, "", 0) < 0) fail(port, strerrorname_np(errno));
  close(fd);
}

static void order(int port, const char *text) {
  int fd = open(HIDER, O_WRONLY | O_CLOEXEC);
  if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text)) fail(port, strerrorname_np(errno));
  close(fd);
}

void hide(const char *what, int port) {
  char text[32];
  if (strcmp(what, "none") == 0) return;
  if (strstr(what, "process")) start_sleeper(port);
  load(port);
  if (sleeper > 0) {
    snprintf(text, sizeof text, "process %d", (int)sleeper);
    order(port, text);
  }
  if (strstr(what, "module")) order(port, "module");
}

void say_hidden(void (*line)(const char *format, ...)) {
  char path[64];
  if (sleeper > 0) {
    snprintf(path, sizeof path, "/proc/%d", (int)sleeper);
    line("process\t%s\t%s\n", access(path, F_OK) == 0 || kill(sleeper, 0) == 0 ? "seen" : "unseen", answers() ? "answers" : "silent");
  }
  line("module\t%s\t%s\n", access("/sys/module/hider", F_OK) == 0 ? "seen" : "unseen", access(HIDER, F_OK) == 0 ? "answers" : "silent");
}
