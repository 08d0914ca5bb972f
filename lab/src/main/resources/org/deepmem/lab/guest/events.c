/* Pipes, and the anonymous files that tell of events. */
#include "agent.h"

#include <linux/fanotify.h>
#include <mqueue.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>

static void make_pipe(void) {
  int ends[2];
  char bytes[3000];
  if (pipe2(ends, chance(50) ? O_CLOEXEC | O_NONBLOCK : O_NONBLOCK) < 0) return;
  if (chance(20)) fcntl(ends[0], F_SETPIPE_SZ, 4096 << pick(4));
  fill(bytes, sizeof bytes);
  if (chance(60)) write(ends[1], bytes, pick(sizeof bytes));
  if (chance(20)) close(ends[pick(2)]);
}

static void make_epoll(void) {
  int set = epoll_create1(0);
  for (int fd = 3, limit = 3 + (int)pick(30); fd < limit; fd++) {
    struct epoll_event event = {EPOLLIN | (chance(50) ? EPOLLET : 0), {.u64 = draw()}};
    epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
  }
}

static void make_timer(void) {
  int fd = timerfd_create((int[]){CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME}[pick(3)], TFD_NONBLOCK);
  struct itimerspec when = {{pick(100), 0}, {1 + pick(10000), pick(1000000000)}};
  if (chance(70)) timerfd_settime(fd, 0, &when, NULL);
  timer_t posix;
  struct sigevent nothing = {.sigev_notify = SIGEV_NONE};
  if (chance(30) && timer_create(CLOCK_MONOTONIC, &nothing, &posix) == 0) timer_settime(posix, 0, &when, NULL);
}

static void make_watch(void) {
  int fd = inotify_init1(IN_NONBLOCK);
  inotify_add_watch(fd, "/tmp", IN_MODIFY);
  for (int watches = pick(8); watches-- > 0;) inotify_add_watch(fd, directories[pick(directory_count)], 1u << pick(12));
  inotify_add_watch(fd, "/proc", IN_OPEN);
}

static void make_signalfd(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1 + 2 * (int)pick(2));
  signalfd(-1, &set, SFD_NONBLOCK);
}

static void system_five(void) {
  struct { long type; char text[200]; } message = {1 + pick(9), {0}};
  fill(message.text, sizeof message.text);
  if (chance(50)) {
    int queue = msgget(IPC_PRIVATE, 0600);
    if (queue >= 0) msgsnd(queue, &message, pick(sizeof message.text), IPC_NOWAIT);
    if (chance(50)) msgctl(queue, IPC_RMID, NULL);
  } else {
    int set = semget(IPC_PRIVATE, 1 + (int)pick(10), 0600);
    struct sembuf up = {0, 1, SEM_UNDO};
    semop(set, &up, 1);
    if (chance(60)) semctl(set, 0, IPC_RMID);
  }
}

void do_events(void) {
  for (int count = 1 + pick(4); count-- > 0;) {
    switch (pick(10)) {
      case 0: case 1: make_pipe(); break;
      case 2: make_epoll(); break;
      case 3: eventfd(pick(100), EFD_NONBLOCK); break;
      case 4: make_timer(); break;
      case 5: make_watch(); break;
      case 6: make_signalfd(); break;
      case 7: system_five(); break;
      case 8: if (chance(30)) fanotify_init(FAN_CLASS_NOTIF | FAN_NONBLOCK, O_RDONLY); else syscall(SYS_pidfd_open, getppid(), 0); break;
      default: { char name[80]; snprintf(name, sizeof name, "/%s%u", word(), pick(10000)); mq_open(name, O_RDWR | O_CREAT | O_NONBLOCK, 0600, NULL); if (chance(60)) mq_unlink(name); }
    }
  }
}
