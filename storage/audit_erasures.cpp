// The part of the audit that tells an erasure from a loss and from a forgery.
#include <algorithm>

#include <fmt/format.h>

#include "storage/audit.h"
#include "storage/chain.h"
#include "storage/erasure.h"
#include "storage/keys.h"

namespace claimwatch {
namespace {

// Whether it says of the version what the log says.
bool TellsOf(const StoredErasure& stored, const ChainRecord& record, const Digest& leaf) {
  const Erasure& erasure = stored.erasure;
  return stored.version_leaf == leaf && erasure.article_id == record.article_id &&
         erasure.number == record.number && erasure.retrieved == record.retrieved &&
         erasure.raw_hash == record.raw_hash && erasure.text_hash == record.text_hash;
}

}  // namespace

std::string Audit::CheckErased(const ChainRecord& record, const Digest& leaf) {
  const Result<std::optional<StoredErasure>> stored =
      ReadErasure(engine_, record.article_id, record.number);
  if (!stored.ok()) {
    return stored.error().message();
  }
  if (!stored->has_value()) {
    return "text: no such record";
  }
  erased_.insert(keys::Erasure(record.article_id, record.number));
  if (!TellsOf(**stored, record, leaf)) {
    return "text is missing, and the record of its erasure is of another version";
  }
  ++report_.erased;
  return CheckCaptureOf(record, (*stored)->erasure.capture_id);
}

void Audit::CheckErasures() {
  Result<std::vector<StoredErasure>> all = ReadErasures(engine_, "");
  const Result<ErasureEnd> end = ReadErasureEnd(engine_);
  if (!all.ok() || !end.ok()) {
    return Problem("erasures: " + (all.ok() ? end.error() : all.error()).message());
  }
  std::sort(all->begin(), all->end(),
            [](const StoredErasure& a, const StoredErasure& b) { return a.sequence < b.sequence; });
  Digest leaf{};
  std::uint64_t sequence = 0;
  for (const StoredErasure& stored : *all) {
    const std::string name = fmt::format("erasure {} of {}@{}", stored.sequence,
                                         stored.erasure.article_id, stored.erasure.number);
    if (stored.sequence != ++sequence || stored.previous != leaf) {
      Problem(name + ": altered, or not the one that followed the one before");
    }
    leaf = LeafOf(stored);
    NoteBlanked(stored);
    if (!erased_.contains(keys::Erasure(stored.erasure.article_id, stored.erasure.number))) {
      Problem(name + ": the text is still there, or the log has no such version");
    }
    const std::string against = HearWitnessesOfErasure(sequence, leaf);
    if (!against.empty()) {
      Problem(name + ": " + against);
    }
  }
  std::uint64_t written = end->count;
  for (const Witness& witness : witnesses_) {
    written = std::max(written, witness.head.erasures);
  }
  if (sequence != written || leaf != end->leaf) {
    Problem(fmt::format("erasures: {} records are there, {} were written", sequence, written));
  }
}

// The alerts of an order stand with its first version. Two orders of the same moment for the same
// article count as one: what the second took is nothing that those alerts still have.
void Audit::NoteBlanked(const StoredErasure& stored) {
  const Erasure& erasure = stored.erasure;
  const bool goes_on = !orders_.empty() && stored.alerts.empty() &&
                       orders_.back().versions.article_id == erasure.article_id &&
                       orders_.back().when == erasure.when;
  if (!goes_on) {
    orders_.push_back({{erasure.article_id, {}}, erasure.when});
  }
  orders_.back().versions.numbers.insert(erasure.number);
  for (const BlankedAlert& alert : stored.alerts) {
    blanked_[alert.sequence] = {alert.sequence, alert.leaf, alert.blank, orders_.size() - 1};
  }
}

std::string Audit::HearWitnessesOfErasure(std::uint64_t sequence, const Digest& leaf) const {
  const auto against =
      std::find_if(witnesses_.begin(), witnesses_.end(), [&](const Witness& witness) {
        return witness.head.erasures == sequence && witness.head.erasure_leaf != leaf;
      });
  return against == witnesses_.end() ? "" : "not the one that " + against->where + " names";
}

// Its leaf is the hash of words that are gone and can vouch for no others: so it may have none.
std::string Audit::CheckBlanked(const Json& record, std::string_view bytes, const Blanked& blanked,
                                std::string_view before) const {
  const Json& integrity = record.At("claimwatch.integrity");
  if (Sha256(bytes) != blanked.blank || integrity["leaf_hash"].AsString() != blanked.leaf ||
      integrity["prev_hash"].AsString() != before) {
    return "not what was left when its words were erased";
  }
  const Order& order = orders_[blanked.order];
  if (!Quotes(record, order.versions)) {
    return "its words were erased with a version that it does not name";
  }
  if (BlankAlert(record, order.versions, order.when).Dump() != bytes) {
    return "said to be erased, and has words";
  }
  const std::string against = HearWitnessesOf(blanked.sequence, blanked.leaf);
  return against.empty() ? CheckHeadOf(record) : against;
}

}  // namespace claimwatch
