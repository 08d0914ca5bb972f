/* Holding the guest still. A process acts between act_begin and act_end; hold_all waits until nobody does. Blocked
 * processes stay blocked where they are, as in a real dump, instead of being stopped by a signal. */
#include "agent.h"

#include <stdatomic.h>
#include <time.h>

struct gate {
  atomic_int held;
  atomic_int acting;
};

static struct gate *gate;

void pause_setup(void) {
  gate = mmap(NULL, sizeof *gate, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (gate == MAP_FAILED) exit(3);
}

static void nap(int milliseconds) {
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
  nanosleep(&time, NULL);
}

void act_begin(void) {
  for (;;) {
    while (atomic_load(&gate->held)) nap(100);
    atomic_fetch_add(&gate->acting, 1);
    if (!atomic_load(&gate->held)) return;
    atomic_fetch_sub(&gate->acting, 1);
  }
}

void act_end(void) {
  atomic_fetch_sub(&gate->acting, 1);
}

/* A process that dies while it acts (out of memory, say) never ends its act: hence the bound, of 20 seconds. */
int hold_all(void) {
  atomic_store(&gate->held, 1);
  for (int tries = 0; tries < 200; tries++) {
    if (atomic_load(&gate->acting) <= 0) return 1;
    nap(100);
  }
  atomic_store(&gate->acting, 0);
  return 0;
}

void release_all(void) {
  atomic_store(&gate->held, 0);
}
