#include "agent.h"

#include <sys/prctl.h>

static uint64_t state;

void reseed(uint64_t seed) {
  state = seed;
}

/* splitmix64 (Steele, Lea, Flood 2014). */
uint64_t draw(void) {
  uint64_t z = (state += 0x9e3779b97f4a7c15ull);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

unsigned pick(unsigned bound) {
  return bound ? (unsigned)((draw() >> 11) % bound) : 0;
}

int chance(unsigned percent) {
  return pick(100) < percent;
}

static const char *words[] = {
    "acorn",  "agent",   "alpine", "amber",  "anchor", "apex",   "archive", "aspen",  "atlas",  "audit",  "aurora", "badge",
    "ballad", "banner",  "basil",  "batch",  "beacon", "bishop", "blend",   "bolt",   "branch", "bridge", "broker", "bucket",
    "cable",  "cache",   "cactus", "camera", "canary", "candle", "carbon",  "cargo",  "cedar",  "chapel", "cipher", "circus",
    "cobalt", "collect", "comet",  "copper", "coral",  "cradle", "crane",   "dagger", "daily",  "delta",  "depot",  "desk",
    "digest", "docket",  "draft",  "dune",   "echo",   "eclipse","elm",     "ember",  "engine", "envoy",  "export", "fable",
    "falcon", "feed",    "ferry",  "fig",    "filter", "flint",  "folio",   "forge",  "frost",  "galaxy", "garnet", "gate",
    "ginger", "glacier", "grain",  "granite","harbor", "hazel",  "helper",  "heron",  "hollow", "index",  "indigo", "inlet",
    "invoice","iris",    "island", "ivory",  "jade",   "jasper", "jobs",    "journal","juniper","kernel", "kettle", "keys",
    "kiosk",  "ladder",  "lagoon", "lantern","lark",   "lattice","lemon",   "lily",   "linen",  "lotus",  "lumen",  "magnet",
    "mail",   "maple",   "marble", "meadow", "mercury","metric", "mirror",  "mosaic", "nectar", "needle", "night",  "node",
    "notify", "oak",     "oasis",  "octave", "olive",  "onyx",   "opal",    "orbit",  "otter",  "palace", "panel",  "paper",
    "parcel", "pebble",  "pepper", "petal",  "pilot",  "pine",   "planner", "plaza",  "plume",  "pocket", "poller", "prism",
    "quarry", "quartz",  "queue",  "quota",  "radar",  "ranger", "raven",   "reader", "reed",   "relay",  "report", "ridge",
    "river",  "robin",   "rocket", "rotor",  "saffron","sage",   "sailor",  "salt",   "sandal", "scout",  "sensor", "shadow",
    "shell",  "signal",  "silver", "slate",  "sorter", "spool",  "spruce",  "stage",  "steam",  "stream", "summit", "sync",
    "table",  "talon",   "temple", "thistle","thunder","timber", "topaz",   "tower",  "tracker","tulip",  "tunnel", "turbine",
    "umber",  "upload",  "valley", "vault",  "velvet", "vessel", "violet",  "walnut", "warden", "watch",  "willow", "window",
    "worker", "writer",  "yacht",  "yonder", "zebra",  "zenith", "zephyr",  "zone"};

const char *word(void) {
  return words[pick(sizeof words / sizeof *words)];
}

void make_name(char *name, size_t size) {
  switch (pick(9)) {
    case 0: snprintf(name, size, "%s", word()); break;
    case 1: snprintf(name, size, "%s%u", word(), pick(1000)); break;
    case 2: snprintf(name, size, "%s-%s", word(), word()); break;
    case 3: snprintf(name, size, "%s_%s.%u", word(), word(), pick(100)); break;
    case 4: snprintf(name, size, "%s/%u", word(), pick(16)); break;
    case 5: snprintf(name, size, "(%s)", word()); break;
    case 6: snprintf(name, size, "%c%x", 'A' + pick(26), pick(1u << 24)); break;
    case 7: snprintf(name, size, "%s:%s", word(), word()); break;
    default: snprintf(name, size, "%s.%s", word(), word()); break;
  }
}

void fill(void *bytes, size_t size) {
  char *at = bytes, *end = at + size;
  unsigned kind = pick(4);
  for (unsigned line = 0; at < end; line++) {
    char text[96];
    int length = 8;
    uint64_t noise = draw();
    if (kind == 0) memcpy(text, &noise, 8);
    if (kind == 1) length = snprintf(text, sizeof text, "%u %s %s=%u\n", line, word(), word(), pick(100000));
    if (kind == 2) length = snprintf(text, sizeof text, "{\"%s\":\"%s\",\"id\":%u}\n", word(), word(), line);
    if (kind == 3) memset(text, (int)(noise & 1 ? 0 : line), 8);
    if (length > end - at) length = (int)(end - at);
    memcpy(at, text, length);
    at += length;
  }
}

void rename_self(void) {
  char name[64];
  make_name(name, sizeof name);
  prctl(PR_SET_NAME, name);
}
