/* Who a process is: user, groups, capabilities, session, scheduling, limits; and namespaces. */
#include "agent.h"

#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

void do_identity(void) {
  if (chance(30)) setsid();
  if (chance(30)) setpriority(PRIO_PROCESS, 0, (int)pick(39) - 20);
  if (chance(10)) sched_setscheduler(0, chance(50) ? SCHED_BATCH : SCHED_IDLE, &(struct sched_param){0});
  if (chance(30)) setrlimit(RLIMIT_NOFILE, &(struct rlimit){200 + pick(800), 1024});
  if (chance(30)) umask(pick(0777));
  if (chance(20)) prctl(PR_SET_KEEPCAPS, 1);
  if (chance(10)) prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (chance(15)) for (int bit = 0; bit < 40; bit++) if (chance(50)) prctl(PR_CAPBSET_DROP, bit, 0, 0, 0);
  if (chance(10)) syscall(SYS_keyctl, 1 /* KEYCTL_JOIN_SESSION_KEYRING */, word());
  gid_t groups[40];
  int count = (int)pick(chance(80) ? 8 : 40);
  for (int i = 0; i < count; i++) groups[i] = pick(100000);
  if (chance(60)) setgroups((size_t)count, groups);
  unsigned user = chance(60) ? 1000 + pick(60) : pick(60000);
  if (chance(50)) setresgid(user, chance(70) ? user : pick(60000), user);
  if (chance(60)) setresuid(user, chance(80) ? user : 0, chance(80) ? user : 0);
  if (chance(15)) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{(uint32_t)draw() & 0xff, (uint32_t)draw() & 0xffff, 0}, {0, 0, 0}};
    syscall(SYS_capset, &header, data);
  }
}

void do_namespaces(void) {
  static const int kinds[] = {CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWCGROUP, CLONE_NEWUSER, CLONE_FILES, CLONE_FS};
  int flags = 0;
  for (int count = 1 + (int)pick(3); count-- > 0;) flags |= kinds[pick(chance(80) ? 3 : 9)];
  if (unshare(flags) < 0) return;
  if (flags & CLONE_NEWUTS) sethostname(word(), 4);
  if (flags & CLONE_NEWNS) {
    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
    if (chance(60)) mount(word(), "/tmp", "tmpfs", 0, "size=1m");
  }
}
