/* The many ways to do nothing: a real machine's processes sleep in different places of the kernel. */
#include "agent.h"

#include <errno.h>
#include <linux/futex.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>

static void on_futex(const struct timespec *time) {
  static uint32_t word_of_memory;
  syscall(SYS_futex, &word_of_memory, FUTEX_WAIT, 0, time, NULL, 0);
}

static void on_poll(int milliseconds) {
  struct pollfd set[12];
  int count = 1 + (int)pick(12);
  for (int i = 0; i < count; i++) set[i] = (struct pollfd){.fd = 3 + i, .events = chance(90) ? POLLPRI : 0};
  poll(set, (nfds_t)count, milliseconds);
}

static void on_pipe(void) {
  int ends[2];
  char byte;
  if (pipe(ends) == 0) (void)!read(ends[0], &byte, 1);
}

static void on_epoll(int milliseconds) {
  int set = epoll_create1(EPOLL_CLOEXEC), ends[2];
  struct epoll_event event = {.events = EPOLLIN};
  if (pipe(ends) == 0) epoll_ctl(set, EPOLL_CTL_ADD, ends[0], &event);
  epoll_wait(set, &event, 1, milliseconds);
  close(set);
  close(ends[0]);
  close(ends[1]);
}

static void on_socket(void) {
  int pair[2];
  char bytes[64];
  if (socketpair(AF_UNIX, chance(50) ? SOCK_STREAM : SOCK_DGRAM, 0, pair) == 0) recv(pair[0], bytes, sizeof bytes, 0);
}

static void on_accept(void) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listen(listener, 5) == 0) accept(listener, NULL, NULL);
}

static void on_lock(void) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s.lock", directories[0], word());
  int fd = open(path, O_RDWR | O_CREAT, 0666);
  if (fd < 0) return;
  if (flock(fd, LOCK_EX) == 0) pause();
}

static void on_timer(int milliseconds) {
  int fd = timerfd_create(CLOCK_MONOTONIC, 0);
  struct itimerspec when = {{0, 0}, {milliseconds / 1000 + 1, 0}};
  uint64_t ticks;
  timerfd_settime(fd, 0, &when, NULL);
  (void)!read(fd, &ticks, sizeof ticks);
  close(fd);
}

static void on_signal(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, NULL);
  siginfo_t from;
  sigwaitinfo(&set, &from);
}

void wait_somehow(int forever) {
  int milliseconds = forever ? -1 : 100 + (int)pick(1500);
  struct timespec time = {forever ? 1000000 : milliseconds / 1000, milliseconds > 0 ? milliseconds % 1000 * 1000000L : 0};
  struct timeval short_time = {time.tv_sec, time.tv_nsec / 1000};
  switch (pick(forever ? 13 : 6)) {
    case 0: nanosleep(&time, NULL); break;
    case 1: on_futex(&time); break;
    case 2: select(0, NULL, NULL, NULL, &short_time); break;
    case 3: on_epoll(milliseconds); break;
    case 4: on_timer(forever ? 100000000 : milliseconds); break;
    case 5: on_poll(milliseconds); break;
    case 6: on_pipe(); break;
    case 7: on_socket(); break;
    case 8: on_accept(); break;
    case 9: on_lock(); break;
    case 10: on_signal(); break;
    case 11: waitpid(-1, NULL, 0); break;
    default: pause();
  }
}
