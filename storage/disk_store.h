// The one Store there is: an Engine, the lock, the anchor, and the rules of store.h.
//
// Writers queue on one mutex, which is held across the synced write: the order of the chain, of the
// alert sequence and of the disk is one order. Readers take no lock.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/mutex.h"
#include "storage/anchor.h"
#include "storage/engine.h"
#include "storage/lock.h"
#include "storage/records.h"
#include "storage/store.h"

namespace claimwatch {

struct Litter;     // storage/sweeper.h
struct Meanwhile;  // storage/sweeper.h

class DiskStore final : public Store {
 public:
  // What a store is made of. `dir` is empty and lock and anchor are null in memory; a reader has
  // neither lock nor anchor.
  struct Parts {
    std::filesystem::path dir;
    std::unique_ptr<StoreLock> lock;
    std::unique_ptr<AnchorFile> anchor;
    std::unique_ptr<Engine> engine;
    Head head;
    std::optional<Anchor> seen;  // read before the engine was opened
  };

  explicit DiskStore(Parts parts);
  ~DiskStore() override;

  Status CatchUp() override;
  std::optional<Error> Failure() const override;

  Result<Appended> Append(const Page& page, const Article& article,
                          const FeedFacts& facts) override;
  Result<std::string> KeepCapture(const Page& page) override;
  Result<std::vector<Alert>> Conclude(std::string_view article_id, std::uint32_t number,
                                      std::vector<Proposal> proposals, Time now) override;
  Result<std::uint32_t> NoteAttempt(std::string_view article_id, std::uint32_t number) override;
  Status MarkGone(std::string_view article_id, bool gone, Time when) override;
  Status MarkReturned(std::string_view article_id, std::uint32_t number, Time when) override;
  Result<std::vector<Alert>> Raise(std::vector<Proposal> proposals, Time now) override;
  Status PutState(const std::vector<StateRecord>& records) override;
  Status AdvanceCursor(std::string_view sink, std::uint64_t sequence) override;
  Status BeginCursor(std::string_view sink) override;
  Status AddToIndex(const std::vector<IndexedVersion>& versions, std::uint32_t rules) override;
  Status DropIndex() override;
  Status Rederive(std::string_view article_id, std::uint32_t number,
                  const Article& article) override;
  Result<ErasureReport> Erase(const ErasureOrder& order) override;
  Status FinishErasures() override;
  Result<GarbageReport> CollectGarbage(const Retention& retention, Sweep sweep,
                                       const std::stop_token& stop) override;

  Result<ArticleRecord> FindArticle(std::string_view id_or_url) const override;
  Result<std::optional<ArticleRecord>> Recognize(const Page& page, const Article& article,
                                                 const FeedFacts& facts) const override;
  Result<std::vector<ArticleRecord>> Articles(const ArticleQuery& query) const override;
  Result<bool> Fits(const ArticleRecord& article, const ArticleQuery& query) const override;
  Result<IndexState> GetIndexState() const override;
  Result<std::vector<LogPlace>> Log(std::uint64_t after, std::size_t limit) const override;
  Result<LogPlace> FirstPlace(std::string_view article_id) const override;
  Result<std::vector<std::uint64_t>> FindTerm(std::string_view term) const override;
  Result<std::optional<Erasure>> GetErasure(std::string_view article_id,
                                            std::uint32_t number) const override;
  Result<std::vector<Erasure>> Erasures(std::string_view article_id) const override;
  Result<bool> OwesErasure() const override;
  Result<Version> GetVersion(std::string_view article_id, std::uint32_t number) const override;
  Result<Version> GetOriginal(std::string_view article_id, std::uint32_t number) const override;
  Result<std::vector<TextCopy>> Copies(std::string_view article_id) const override;
  Result<std::vector<Version>> Versions(std::string_view article_id) const override;
  Result<Capture> GetCapture(std::string_view capture_id) const override;
  Result<std::vector<FindingRecord>> Findings(std::string_view article_id,
                                              std::uint32_t number) const override;
  Result<std::vector<ClaimRecord>> Claims(std::string_view topic) const override;
  Result<ClaimRecord> GetClaim(std::string_view fingerprint) const override;
  Result<std::vector<Alert>> Alerts(const AlertQuery& query) const override;
  Result<Alert> FindAlert(std::string_view sequence_or_id) const override;
  Result<std::vector<Owed>> OwedAnalyses() const override;
  Result<std::optional<std::string>> GetState(std::string_view key) const override;
  Result<std::vector<StateRecord>> States(std::string_view key_prefix) const override;
  Result<std::uint64_t> Cursor(std::string_view sink) const override;
  Result<StoreStatus> GetStatus() const override;
  Result<VerifyReport> VerifyWith(std::vector<Witness> witnesses,
                                  const Progress& progress) const override;
  Result<LogHead> GetLogHead() const override;
  Result<VersionProof> Prove(std::string_view article_id, std::uint32_t number,
                             std::uint64_t size) const override;

 private:
  // One write in the making: what will be true, and the counters with it. Lives under mutex_, from
  // a copy of head_ to Commit; dropped without Commit it changed nothing.
  struct Turn {
    Batch batch;
    Head head;
    Time now{};
    std::vector<Alert> raised;
    std::map<std::string, ClaimRecord> claims;  // changed ones, by fingerprint
    std::set<std::string> sighted;              // markers this turn made
  };

  // Which article a page belongs to; `article` empty for one never seen.
  struct Identity {
    std::optional<StoredArticle> article;
    std::vector<std::string> addresses;  // canonical, the best one first
  };

  // A response as it was put into a turn.
  struct NewCapture {
    std::string id;
    std::string raw_hash;  // "sha256:…" of the body
    Digest hash{};         // of the record as encoded
  };

  enum class MayAlert { kYes, kNo };
  enum class Place { kLatest, kEarlier };  // of a version among those that are stored

  // Writes the batch with its head, synced, then the anchor, whose own failure is only logged. On
  // an error head_ stays as it was; kIo is remembered as the Failure.
  Status Commit(Turn& turn) CW_REQUIRES(mutex_);
  // What a write came to; remembers a kIo as the Failure.
  Status Noted(Status written) CW_REQUIRES(mutex_);
  Bytes SizeOnDisk() const;

  // append.cpp
  Result<Identity> Identify(const Page& page, const Article& article, const FeedFacts& facts) const;
  Result<std::optional<StoredArticle>> ArticleAt(std::string_view key_of_alias) const;
  Result<bool> IsOneStory(const ArticleRecord& known, const Article& article,
                          const FeedFacts& facts) const;
  Result<bool> LooksAlike(const StoredArticle& stored, const Article& article) const;
  Result<std::optional<StoredArticle>> ArticleOfSameText(const Page& page, const Article& article,
                                                         const FeedFacts& facts) const;
  Result<StoredArticle> NewArticle(Turn& turn, const std::string& address) const;
  void AddAddresses(Turn& turn, StoredArticle& article,
                    const std::vector<std::string>& addresses) const;
  Result<Appended> SeeAgain(Turn& turn, StoredArticle& article, std::uint32_t number, Time when)
      CW_REQUIRES(mutex_);
  Status AddVersion(Turn& turn, StoredArticle& article, StoredVersion version,
                    const Page& page) const;
  Result<NewCapture> AddCapture(Turn& turn, const Page& page, std::string& base_body) const;

  // placing.cpp
  // Puts `next`, which `record` does not count yet, where it belongs in time.
  Result<Place> PlaceOf(Turn& turn, const ArticleRecord& record, const Version& next) const;

  // disk_store.cpp
  // Puts `bytes` under `key`; `base` names the record they may be packed against and becomes `key`
  // when they stand alone.
  Status PutPacked(Turn& turn, Family family, const std::string& key, std::string_view bytes,
                   std::string& base) const;

  // ledger.cpp
  Result<ClaimRecord> ClaimFor(Turn& turn, const Proposal& proposal) const;
  Status Learn(Turn& turn, Proposal& proposal, const Sighting& sighting, MayAlert may) const;
  void RaiseIn(Turn& turn, Alert alert) const;
  Status LearnAll(Turn& turn, std::vector<Proposal>& proposals, const Sighting& sighting,
                  MayAlert may) const;
  Status ReplaceFindings(Turn& turn, std::string_view article_id, std::uint32_t number,
                         const std::vector<Proposal>& proposals) const;

  // copies.cpp; sketches are those of storage/sketch.h
  // Whose sketch is at least so like `sketch`, unsorted.
  Result<std::vector<TextCopy>> CopiesOf(const std::vector<std::uint64_t>& sketch,
                                         double from) const;
  Status PutSketch(Turn& turn, std::string_view article_id, const Article& text) const;

  // rederive.cpp
  // The later reading of a version; nullopt when there is none.
  Result<std::optional<StoredVersion>> LoadReading(std::string_view article_id,
                                                   std::uint32_t number) const;

  class Eraser;  // eraser.h
  // find.cpp
  Result<std::uint32_t> ErasedInstead(const StoredArticle& article, const Page& page) const;
  Result<bool> IsErasedBody(const std::string& raw_hash) const;

  // retention.cpp
  void Watch(std::unique_ptr<Meanwhile> meanwhile);
  Result<GarbageReport> DropLitter(const Retention& retention, const std::stop_token& stop);
  // Drops what of `piece` nobody came to use meanwhile, and counts it.
  Status Drop(std::span<const Litter> piece, GarbageReport& report);
  Status SpareWhatIsUsed() CW_REQUIRES(mutex_);

  // search_index.cpp
  Result<std::uint64_t> OrdinalOf(Turn& turn, const LogPlace& place) const;

  // find.cpp
  Result<Version> WithLastSeen(Version version) const;
  Result<StoredArticle> LoadArticle(std::string_view id) const;
  Result<StoredVersion> LoadVersion(std::string_view article_id, std::uint32_t number) const;
  Result<std::string> IdByPrefix(std::string_view prefix) const;
  Result<std::string> IdByUrl(std::string_view text) const;
  std::string NearestId(std::string_view prefix) const;
  std::string NearestUrl(const std::string& canonical) const;
  Result<ClaimRecord> WithSightings(ClaimRecord claim) const;

  std::filesystem::path dir_;
  std::unique_ptr<StoreLock> lock_;  // freed last
  std::unique_ptr<AnchorFile> anchor_;
  std::unique_ptr<Engine> engine_;
  mutable Mutex mutex_;
  Head head_ CW_GUARDED_BY(mutex_);
  std::optional<Error> failure_ CW_GUARDED_BY(mutex_);
  std::unique_ptr<Meanwhile> meanwhile_ CW_GUARDED_BY(mutex_);  // while garbage is collected
  std::optional<Anchor> seen_ CW_GUARDED_BY(mutex_);  // never younger than what the engine shows
};

}  // namespace claimwatch
