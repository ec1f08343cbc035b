#include "daemon/purger.h"

#include "core/log.h"
#include "storage/store.h"

namespace claimwatch {

Purger::Purger(Store& store) : store_(store), thread_([this] { Work(); }) {}

Purger::~Purger() {
  rings_.Close();
}

void Purger::Ring() {
  bool ring = true;
  static_cast<void>(rings_.TryPush(ring));  // full: one look to come is enough
}

void Purger::Work() {
  while (rings_.Pop()) {
    if (!store_.OwesErasure().value_or(false)) {
      continue;
    }
    const Status finished = store_.FinishErasures();
    if (finished.ok()) {
      LogInfo("what was erased is off the files of the database");
    } else {
      LogWarning(
          "erased bytes may still be in the files of the database: {}; tried again at the "
          "next start, or stop and run claimwatch gc",
          finished.error().message());
    }
  }
}

}  // namespace claimwatch
