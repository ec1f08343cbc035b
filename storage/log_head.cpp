#include "storage/log_head.h"

#include <algorithm>
#include <optional>

#include "core/json.h"

namespace claimwatch {

void NameLogHead(Json& alert, std::uint64_t versions, const Digest& root) {
  alert.Edit("labels").Set("log_size", versions).Set("log_root", TaggedHex(root));
}

LogHead LogHeadOf(const Json& alert) {
  LogHead head;
  const std::optional<Digest> root = FromTaggedHex(alert.At("labels.log_root").AsString());
  const std::int64_t size = alert.At("labels.log_size").AsInt();
  if (root && size > 0) {
    head.versions = static_cast<std::uint64_t>(size);
    head.root = *root;
  }
  head.alerts =
      static_cast<std::uint64_t>(std::max<std::int64_t>(alert.At("event.sequence").AsInt(), 0));
  head.alert_leaf = alert.At("claimwatch.integrity.leaf_hash").AsString();
  return head;
}

}  // namespace claimwatch
