/* The workload that no model is trained on: a machine full of pre-forked servers. Nothing here is shared with the other
 * workloads but the names' generator: other calls, other orders, other shapes of trees. */
#include "agent.h"

#include <arpa/inet.h>
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>

struct shared { sem_t turn; pthread_mutex_t lock; pthread_cond_t work; unsigned served; char board[16384]; };

static char home[90], service[24];
static struct shared *shared;
static int tcp = -1, local = -1, journal[2];
static uint16_t port_number;

/* Names of made-up syllables, so that no name is one of the other workloads'. */
static void syllables(char *name, int count) {
  for (*name = 0; count-- > 0;) {
    char part[4] = {"bdfgklmnprstvz"[pick(14)], "aeiou"[pick(5)], chance(30) ? "nrsx"[pick(4)] : 0, 0};
    strcat(name, part);
  }
}

static void set_up_home(void) {
  char path[300];
  syllables(service, 3);
  snprintf(home, sizeof home, "%s/srv-%s", directories[pick(directory_count)], service);
  mkdir(home, 0755);
  for (const char *const *part = (const char *const[]){"etc", "data", "spool", "log", "run", NULL}; *part; part++) {
    snprintf(path, sizeof path, "%s/%s", home, *part);
    mkdir(path, 0750);
  }
  for (int i = 10 + (int)pick(60); i-- > 0;) {
    char name[40];
    syllables(name, 2 + (int)pick(4));
    snprintf(path, sizeof path, "%s/spool/%02x", home, pick(16));
    mkdir(path, 0700);
    snprintf(path + strlen(path), 60, "/%s.msg", name);
    int fd = creat(path, 0640);
    struct iovec parts[2] = {{name, strlen(name)}, {shared->board, pick(2000)}};
    if (fd >= 0) { if (writev(fd, parts, 2) < 0) perror(path); close(fd); }
  }
}

static void open_doors(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
  struct sockaddr_un path = {.sun_family = AF_UNIX};
  socklen_t size = sizeof address;
  tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(tcp, (struct sockaddr *)&address, size) == 0 && listen(tcp, 128) == 0) getsockname(tcp, (struct sockaddr *)&address, &size);
  port_number = ntohs(address.sin_port);
  snprintf(path.sun_path, sizeof path.sun_path, "%s/run/control", home);
  local = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  if (bind(local, (struct sockaddr *)&path, sizeof path) == 0) listen(local, 32);
  socketpair(AF_UNIX, SOCK_DGRAM, 0, journal);
}

/* A database of fixed records in mapped files, locked record by record. */
static void open_tables(void) {
  for (int table = 1 + (int)pick(4); table-- > 0;) {
    char path[300];
    snprintf(path, sizeof path, "%s/data/table%d.db", home, table);
    int fd = open(path, O_RDWR | O_CREAT, 0660);
    size_t size = 8192u << pick(5);
    if (fd < 0 || posix_fallocate(fd, 0, 4096) != 0 || ftruncate(fd, (off_t)size) < 0) continue;
    char *rows = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (rows == MAP_FAILED) continue;
    for (int row = 5; row-- > 0;) {
      size_t at = pick((unsigned)(size / 128)) * (size_t)128;
      struct flock lock = {.l_type = F_WRLCK, .l_start = (off_t)at, .l_len = 128};
      fcntl(fd, F_OFD_SETLK, &lock);
      snprintf(rows + at, 128, "%08u|%s|%llu", pick(1u << 30), service, (unsigned long long)draw());
    }
    msync(rows, size, MS_ASYNC);
  }
}

static void send_descriptor(int over, int fd) {
  char byte = 'f', control[CMSG_SPACE(sizeof(int))] = {0};
  struct iovec data = {&byte, 1};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(header), &fd, sizeof fd);
  sendmsg(over, &message, MSG_DONTWAIT);
}

static void *pool_thread(void *number) {
  char name[16];
  snprintf(name, sizeof name, "%.8s-io%d", service, (int)(intptr_t)number);
  prctl(PR_SET_NAME, name);
  for (;;) if (sem_wait(&shared->turn) < 0 && errno != EINTR) return NULL;
}

static void drop_rights(void) {
  gid_t group = 200 + (gid_t)service[0];
  setgroups(1, &group);
  if (setregid(group, group) < 0 || setreuid(5000 + (uid_t)service[1] * 7, 5000 + (uid_t)service[1] * 7) < 0) perror("drop rights");
}

static void serve(int number) {
  char name[32];
  snprintf(name, sizeof name, "%.10s:%d", service, number);
  prctl(PR_SET_NAME, name);
  act_begin();
  open_tables();
  if (number % 3 == 0) for (intptr_t i = 1 + pick(4); i-- > 0;) { pthread_t id; pthread_create(&id, NULL, pool_thread, (void *)i); }
  int set = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.fd = tcp};
  epoll_ctl(set, EPOLL_CTL_ADD, tcp, &event);
  if (chance(50)) drop_rights();
  act_end();
  int open_connections[24], count = 0;
  for (;;) {
    struct pollfd ready[2] = {{set, POLLIN, 0}, {local, POLLIN, 0}};
    poll(ready, 2, 400);
    act_begin();
    for (int i = 0; i < 2; i++) {
      int connection = ready[i].revents & POLLIN ? accept4(i ? local : tcp, NULL, NULL, SOCK_NONBLOCK) : -1;
      if (connection < 0) continue;
      char answer[100];
      int size = snprintf(answer, sizeof answer, "%s %u\n", service, ++shared->served);
      if (send(connection, answer, (size_t)size, MSG_NOSIGNAL) > 0 && i) send_descriptor(connection, set);
      send(journal[0], answer, (size_t)size, MSG_DONTWAIT);
      if (count < 24 && chance(80)) open_connections[count++] = connection; else close(connection);
    }
    if (count && chance(10)) close(open_connections[--count]);
    act_end();
  }
}

static void call(void) {
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(port_number), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  prctl(PR_SET_NAME, "probe");
  for (;;) {
    struct timespec time = {0, 200000000 + (long)pick(700000000)};
    act_begin();
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &(struct timeval){0, 300000}, sizeof(struct timeval));
    if (connect(fd, (struct sockaddr *)&there, sizeof there) == 0) send(fd, home, strlen(home), MSG_NOSIGNAL);
    if (fd > 20) for (int old = 12; old < 18; old++) close(old);
    act_end();
    nanosleep(&time, NULL);
  }
}

/* Writes what the others report, in files that are rotated. */
static void keep_journal(void) {
  char text[200], path[300], older[320];
  prctl(PR_SET_NAME, "journal");
  for (int lines = 0;; lines++) {
    struct pollfd ready = {journal[1], POLLIN, 0};
    poll(&ready, 1, 1000);
    act_begin();
    ssize_t size = recv(journal[1], text, sizeof text, MSG_DONTWAIT);
    snprintf(path, sizeof path, "%s/log/current", home);
    snprintf(older, sizeof older, "%s.%d", path, lines / 20);
    if (lines % 20 == 19) rename(path, older);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0640);
    if (size > 0 && write(fd, text, (size_t)size) < 0 && errno == ENOSPC) truncate(path, 0);
    if (fd >= 0 && lines % 7) close(fd);
    act_end();
  }
}

_Noreturn void server(int children) {
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) exit(1);
  sem_init(&shared->turn, 1, 0);
  setsid();
  act_begin();
  set_up_home();
  open_doors();
  prctl(PR_SET_NAME, service);
  for (int i = 0; i < children; i++) {
    uint64_t seed = draw();
    if (fork() != 0) continue;
    act_end();
    reseed(seed);
    if (i == 0) keep_journal();
    else if (i % 4 == 3) call();
    else serve(i);
  }
  act_end();
  sigset_t set;
  sigfillset(&set);
  sigprocmask(SIG_BLOCK, &set, NULL);
  for (int signal;;) sigwait(&set, &signal);
}
