/* Sockets of every family that an ordinary kernel offers, connected and not. */
#include "agent.h"

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

static void say(int from, int to) {
  char bytes[400];
  fill(bytes, sizeof bytes);
  send(from, bytes, pick(sizeof bytes), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (chance(50)) recv(to, bytes, sizeof bytes, MSG_DONTWAIT);
}

/* A full queue must not block a caller for good: whoever acts has to come to an end. */
static void bound_waiting(int fd) {
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &(struct timeval){0, 300000}, sizeof(struct timeval));
}

static void connections(int listener, int family, int type, struct sockaddr *address, socklen_t size) {
  for (int clients = pick(6); clients-- > 0;) {
    int client = socket(family, type | (chance(30) ? SOCK_NONBLOCK : 0), 0);
    bound_waiting(client);
    if (client < 0 || connect(client, address, size) < 0) { if (client >= 0 && chance(70)) close(client); continue; }
    if (chance(20)) continue; /* stays in the queue of the listener */
    struct pollfd waiting = {listener, POLLIN, 0};
    if (poll(&waiting, 1, 300) != 1) continue;
    int accepted = accept4(listener, NULL, NULL, chance(50) ? SOCK_CLOEXEC : 0);
    if (accepted < 0) continue;
    for (int messages = pick(4); messages-- > 0;) chance(50) ? say(client, accepted) : say(accepted, client);
    if (chance(20)) close(client);       /* FIN-WAIT, TIME-WAIT, CLOSE-WAIT */
    if (chance(15)) shutdown(accepted, chance(50) ? SHUT_RD : SHUT_WR);
    else if (chance(15)) close(accepted);
  }
}

static void internet(int type) {
  int six = chance(35), on = 1, family = six ? AF_INET6 : AF_INET;
  int fd = socket(family, type, 0);
  if (fd < 0) return;
  struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(chance(50) ? 0 : 1024 + pick(60000)), .sin_addr.s_addr = htonl(chance(70) ? 0x7f000001u + pick(200) : 0)};
  struct sockaddr_in6 long_address = {.sin6_family = AF_INET6, .sin6_port = four.sin_port, .sin6_addr = chance(70) ? in6addr_loopback : in6addr_any};
  struct sockaddr_storage bound;
  socklen_t size = sizeof bound;
  setsockopt(fd, SOL_SOCKET, chance(50) ? SO_REUSEADDR : SO_REUSEPORT, &on, sizeof on);
  if (chance(30)) setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  if (chance(30) && type == SOCK_STREAM) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (bind(fd, six ? (struct sockaddr *)&long_address : (struct sockaddr *)&four, six ? sizeof long_address : sizeof four) < 0) { close(fd); return; }
  if (chance(8)) return; /* bound, and never used */
  getsockname(fd, (struct sockaddr *)&bound, &size);
  if (type == SOCK_STREAM) {
    if (listen(fd, 1 + pick(64)) == 0) connections(fd, family, type, (struct sockaddr *)&bound, size);
    if (chance(25)) close(fd);
  } else if (chance(70)) {
    int peer = socket(family, type, 0);
    if (connect(peer, (struct sockaddr *)&bound, size) == 0) say(peer, fd);
  }
}

static void local(void) {
  int type = (int[]){SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET}[pick(3)];
  if (chance(40)) {
    int pair[2];
    if (socketpair(AF_UNIX, type, 0, pair) == 0) { say(pair[0], pair[1]); if (chance(20)) close(pair[pick(2)]); }
    return;
  }
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int abstract = chance(40);
  snprintf(address.sun_path + abstract, sizeof address.sun_path - 1, "%s/%s-%s%u", directories[pick(directory_count)], word(), word(), pick(100000));
  socklen_t size = (socklen_t)(sizeof(sa_family_t) + abstract + strlen(address.sun_path + abstract) + !abstract);
  int fd = socket(AF_UNIX, type, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) < 0) { if (chance(80)) close(fd); return; }
  if (type == SOCK_DGRAM) {
    int peer = socket(AF_UNIX, type, 0);
    bound_waiting(peer);
    if (connect(peer, (struct sockaddr *)&address, size) == 0) say(peer, fd);
  } else if (listen(fd, 1 + pick(20)) == 0) {
    connections(fd, AF_UNIX, type, (struct sockaddr *)&address, size);
  }
  if (!abstract && chance(30)) unlink(address.sun_path);
}

void do_sockets(void) {
  for (int count = 1 + pick(4); count-- > 0;) {
    switch (pick(10)) {
      case 0: case 1: case 2: internet(SOCK_STREAM); break;
      case 3: internet(SOCK_DGRAM); break;
      case 4: socket(AF_NETLINK, SOCK_RAW, (int[]){NETLINK_ROUTE, NETLINK_KOBJECT_UEVENT, NETLINK_GENERIC}[pick(3)]); break;
      case 5: if (chance(30)) socket(AF_PACKET, SOCK_DGRAM, htons(3)); else if (chance(40)) socket(AF_INET, SOCK_RAW, IPPROTO_ICMP); else socket(AF_INET, SOCK_STREAM, 0); break;
      default: local();
    }
  }
}
