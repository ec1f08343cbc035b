// The control protocol: lines of strangers on the socket, each answered by one line of JSON,
// whatever they hold; a member's orders never touch what is an owner's.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/clock.h"
#include "core/text.h"
#include "daemon/control.h"
#include "daemon/orders.h"
#include "storage/store.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace claimwatch;
  static const std::unique_ptr<Store> store = std::move(Store::OpenInMemory()).value();
  const SystemClock clock;
  const OrderDesk desk = {*store, clock, {}, []() -> Status { std::abort(); }, {}};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string_view line : Split(text, '\n')) {
    const std::string answer = ControlSocket::LineFor(
        line, Trust::kMember,
        [&desk](const Json& request, Trust trust) { return CarryOut(request, trust, desk); });
    const Result<Json> read = Json::Parse(answer);
    if (!read.ok() || !read->IsObject() || answer.find('\n') != answer.size() - 1) {
      std::abort();
    }
  }
  return 0;
}
