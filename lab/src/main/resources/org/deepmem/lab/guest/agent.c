/* agent SEED WORKLOAD PROCESSES SECONDS STOP RATE HIDE DIRECTORY...: hides what it is told to, runs the workload for a while, holds it still,
 * tells the host, waits until the host has taken its dump, goes on. With a RATE other than 0 nothing is held: memory is copied at so many MiB
 * a second while the workload goes on. Host and agent talk over the second serial port. */
#include "agent.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>

enum { PORT = 90, MAX_CHILDREN = 4096 };

static pid_t children[MAX_CHILDREN];
static int child_count;

static void open_port(const char *path) {
  int fd = open(path, O_RDWR | O_NOCTTY);
  struct termios raw;
  if (fd < 0 || tcgetattr(fd, &raw) < 0) { perror(path); exit(2); }
  cfmakeraw(&raw);
  tcsetattr(fd, TCSANOW, &raw);
  dup3(fd, PORT, O_CLOEXEC);
  close(fd);
}

static void start(const char *workload, int processes) {
  uint64_t seed = draw();
  pid_t child = fork();
  if (child == 0) {
    close(PORT);
    reseed(seed);
    strcmp(workload, "server") == 0 ? server(processes) : worker(workload, 3);
  }
  if (child > 0 && child_count < MAX_CHILDREN) children[child_count++] = child;
}

static int processes_now(void) {
  int running = 0, total = 0;
  FILE *file = fopen("/proc/loadavg", "r");
  if (file) { if (fscanf(file, "%*f %*f %*f %d/%d", &running, &total) != 2) total = 0; fclose(file); }
  return total;
}

/* Between two dumps a part of the processes goes, with whatever they had, and others come. */
static void turn_over(void) {
  for (int i = 0; i < child_count; i++)
    if (chance(30)) { kill(children[i], SIGKILL); children[i--] = children[--child_count]; }
}

static const char *workload;

/* While memory is copied: things come and go, and every few seconds a process of the workload, with all that it has, too. */
static void go_on(void) {
  static time_t last;
  do_churn();
  if (time(NULL) == last) return;
  last = time(NULL);
  if (chance(30)) start(workload, 4 + (int)pick(4));
  if (child_count > 1 && chance(30)) {
    int gone = (int)pick((unsigned)child_count - 1);
    kill(strcmp(workload, "server") == 0 ? -children[gone] : children[gone], SIGKILL);
    children[gone] = children[--child_count];
  }
}

static void hold_still(int stop) {
  int still = hold_all();
  if (stop || !still) kill(-1, SIGSTOP);
  usleep(300000);
  observe(PORT, chance(50));
  if (stop || !still) kill(-1, SIGCONT);
  release_all();
}

int main(int count, char **arguments) {
  if (count == 3 && strcmp(arguments[1], "idle") == 0) { reseed((uint64_t)atoll(arguments[2])); for (;;) wait_somehow(1); }
  if (count < 9 || !known_workload(arguments[2])) { fprintf(stderr, "usage: agent SEED WORKLOAD PROCESSES SECONDS STOP RATE HIDE DIRECTORY...\n"); return 2; }
  reseed(strtoull(arguments[1], NULL, 10));
  workload = arguments[2];
  int processes = atoi(arguments[3]), seconds = atoi(arguments[4]), stop = atoi(arguments[5]), rate = atoi(arguments[6]);
  while (directory_count < 15 && directory_count + 8 < count) { directories[directory_count] = arguments[directory_count + 8]; directory_count++; }
  setrlimit(RLIMIT_NOFILE, &(struct rlimit){1024, 1024});
  signal(SIGPIPE, SIG_IGN);
  pause_setup();
  open_port("/dev/ttyS1");
  if (write(PORT, "R\n", 2) != 2) return 2;
  hide(arguments[7], PORT);
  int servers = strcmp(workload, "server") == 0;
  for (int round = 0;; round++) {
    do_modules();
    int limit = processes_now() + (round == 0 ? processes : processes / 3);
    for (int tries = 0; tries < processes && processes_now() < limit; tries++) {
      start(workload, servers ? 4 + (int)pick(12) : 0);
      if (servers) usleep(300000);
      if (tries % 8 == 0) do_churn();
    }
    for (time_t end = time(NULL) + seconds; time(NULL) < end;) { do_churn(); usleep(200000); }
    while (waitpid(-1, NULL, WNOHANG) > 0) {}
    if (rate > 0) {
      introduce(PORT);
      live_dump(PORT, rate, go_on);
    } else {
      hold_still(stop);
    }
    turn_over();
  }
}
