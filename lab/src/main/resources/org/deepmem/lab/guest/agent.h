/* The lab's guest agent: drives a seeded random workload inside a guest, and says what the guest itself knows of it
 * just before a dump. One program, linked statically, so that it runs in an initramfs as well as on Debian. */
#ifndef DEEPMEM_AGENT_H
#define DEEPMEM_AGENT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* random.c: one generator a process; the same seed draws the same numbers. */
void reseed(uint64_t seed);
uint64_t draw(void);
unsigned pick(unsigned bound);                /* 0 (inclusive) to bound (exclusive) */
int chance(unsigned percent);
const char *word(void);
void make_name(char *name, size_t size);      /* a name for a process, thread or file */
void fill(void *bytes, size_t size);          /* noise, text or records */
void rename_self(void);                       /* gives the calling thread a new comm */

/* pause.c: what acts asks first, so that the agent can hold the whole guest still without stopping a process. */
void pause_setup(void);
void act_begin(void);
void act_end(void);
int hold_all(void);                           /* 1 when nobody is acting any more */
void release_all(void);

/* The things that a process of the workload does, a family a file. Each keeps most of what it makes. */
extern const char *directories[];             /* where files go; ends with NULL */
extern int directory_count;
void do_files(void);
void do_sockets(void);
void do_events(void);
void do_memory(void);
void do_threads(void);
void do_identity(void);                       /* user, groups, capabilities; cannot be undone */
void do_namespaces(void);
void do_churn(void);                          /* what is made here is gone afterwards */
void do_modules(void);                        /* called by the agent only, as root */
void do_exec(void);                           /* becomes another program, where one is there; may return */
void wait_somehow(int forever);               /* blocks, in one of many ways */

_Noreturn void worker(const char *workload, int depth);
_Noreturn void server(int children);          /* the held-out workload */
int known_workload(const char *name);

/* observe.c */
void observe(int port, int drop_caches);      /* holds still until the host has its dump */
void introduce(int port);                     /* says what there is while everything goes on; returns when the host is ready */
void wait_for_host(int port);

/* hide.c */
#define HIDER "/proc/deepmem_hider"           /* there once the module that hides is loaded */
void hide(const char *what, int port);        /* "process", "module", both with a comma between, or "none"; tells the host when it can't */
void say_hidden(void (*line)(const char *format, ...)); /* whether what is hidden is seen, and whether it works still */

/* live.c */
void live_dump(int port, int mebibytes, void (*work)(void)); /* per second; calls `work` again and again until memory is copied */

#endif
