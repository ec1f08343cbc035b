#include "cli/log_leaf.h"

#include "core/digest.h"
#include "storage/chain.h"
#include "storage/log_head.h"

namespace claimwatch {

Result<LogLeaf> LeafOf(const Store& store, std::string_view article_id, std::uint32_t number) {
  const LogHead head = CW_TRY(store.GetLogHead());
  const VersionProof proof = CW_TRY(store.Prove(article_id, number, head.versions));
  return LogLeaf{proof.index, proof.size, TaggedHex(LeafHash(proof.record))};
}

}  // namespace claimwatch
