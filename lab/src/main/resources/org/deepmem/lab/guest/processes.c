/* Processes and threads: trees of them, those that run another program, and those that came and went. */
#include "agent.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* Families of acts; a workload is how often each is drawn. */
static void (*const acts[])(void) = {do_files, do_sockets, do_events, do_memory, do_threads, do_churn, do_namespaces};
enum { ACTS = sizeof acts / sizeof *acts };

static const struct workload {
  const char *name;
  unsigned weight[ACTS];
  unsigned children, identity, exec, lively; /* percent */
} workloads[] = {
    /*            files sock event memory thread churn ns   children identity exec lively */
    {"fork",       {2,   1,    2,    2,     4,    2,   1},  70,       40,      20,   15},
    {"files",      {9,   0,    1,    1,     0,    1,   0},  20,       30,      10,   30},
    {"net",        {1,   9,    2,    1,     1,    1,   1},  20,       20,       5,   20},
    {"events",     {1,   2,    9,    1,     1,    1,   0},  20,       20,       5,   20},
    {"maps",       {1,   0,    1,    9,     2,    1,   0},  25,       20,      15,   20},
    {"creds",      {1,   1,    1,    1,     1,    1,   3},  40,       95,      15,   10},
    {"churn",      {2,   2,    1,    1,     1,    8,   1},  25,       30,      20,   60},
    {"mixed",      {3,   3,    3,    3,     2,    2,   1},  35,       40,      15,   25},
};

static const struct workload *named(const char *name) {
  for (size_t i = 0; i < sizeof workloads / sizeof *workloads; i++)
    if (strcmp(workloads[i].name, name) == 0) return &workloads[i];
  return NULL;
}

int known_workload(const char *name) {
  return named(name) || strcmp(name, "server") == 0;
}

static void act(const struct workload *workload) {
  unsigned total = 0, drawn;
  for (int i = 0; i < ACTS; i++) total += workload->weight[i];
  drawn = pick(total);
  for (int i = 0; i < ACTS; i++) {
    if (drawn < workload->weight[i]) { acts[i](); return; }
    drawn -= workload->weight[i];
  }
}

static void *thread(void *seed) {
  (void)seed;
  if (chance(80)) rename_self();
  for (;;) wait_somehow(1);
  return NULL;
}

void do_threads(void) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  for (int count = 1 + (int)pick(5); count-- > 0;) {
    pthread_t id;
    pthread_attr_setstacksize(&attributes, 16384u << pick(4));
    pthread_create(&id, &attributes, thread, NULL);
  }
}

/* Runs a program that a busybox or Debian guest has, under another name; it then waits for input that never comes. */
void do_exec(void) {
  int input[2];
  char name[64], seconds[16];
  make_name(name, sizeof name);
  snprintf(seconds, sizeof seconds, "%u", 100000 + pick(100000));
  if (pipe(input) == 0) dup2(input[0], 0);
  switch (pick(5)) {
    case 0: execl("/bin/sleep", "sleep", seconds, NULL); break;
    case 1: execl("/bin/cat", "cat", "-", NULL); break;
    case 2: execl("/bin/sh", "sh", NULL); break;
    case 3: execl("/usr/bin/tail", "tail", "-f", "/dev/null", NULL); break;
    default: execl("/proc/self/exe", name, "idle", seconds, NULL);
  }
}

_Noreturn void worker(const char *name, int depth) {
  const struct workload *workload = named(name);
  act_begin();
  if (chance(90)) rename_self();
  for (int rounds = 1 + (int)pick(5); rounds-- > 0;) act(workload);
  for (int children = depth > 0 && chance(workload->children) ? 1 + (int)pick(4) : 0; children-- > 0;) {
    uint64_t seed = draw();
    if (fork() == 0) { act_end(); reseed(seed); worker(name, depth - 1); }
  }
  if (chance(workload->identity)) do_identity();
  int lively = chance(workload->lively), exec = chance(workload->exec);
  act_end();
  if (exec) do_exec();
  while (lively) {
    wait_somehow(0);
    act_begin();
    while (waitpid(-1, NULL, WNOHANG) > 0) {}
    for (int fd = 3; fd < 1024; fd++) if (chance(4)) close(fd);
    act(workload);
    act_end();
  }
  for (;;) wait_somehow(1);
}

static void short_life(void) {
  if (chance(70)) rename_self();
  for (int rounds = (int)pick(4); rounds-- > 0;) (void (*[])(void)){do_files, do_sockets, do_events, do_memory}[pick(4)]();
  if (chance(30)) do_identity();
  if (chance(20)) execl("/bin/true", "true", NULL);
  _exit(0);
}

void do_churn(void) {
  for (int count = 1 + (int)pick(8); count-- > 0;) {
    uint64_t seed = draw();
    pid_t child = fork();
    if (child == 0) { reseed(seed); short_life(); }
    if (child > 0 && !chance(3)) waitpid(child, NULL, 0); /* the others stay zombies */
  }
}
