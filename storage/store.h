// Every version of every article ever seen, with its evidence, the claim ledger, the work that is
// owed and the alerts.
//
// A Store owns its directory: one process writes (Open), any number read beside it (OpenReader, a
// RocksDB secondary that sees the writer's commits after CatchUp). Any thread may call. Each write
// is one synced batch: after a crash it is there as a whole or not at all. After kIo the store
// refuses writes until reopened.
//
// The way of an article through it: Append (capture + version + "analysis owed") → Conclude
// (findings + ledger + alerts, owed entry removed). Alerts wait in the outbox until every sink's
// cursor has passed them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/alert.h"
#include "core/article.h"
#include "core/bytes.h"
#include "core/finding.h"
#include "core/page.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

struct Erasure;        // storage/erasure.h
struct ErasureOrder;   // storage/erasure.h
struct ErasureReport;  // storage/erasure.h
struct GarbageReport;  // storage/retention.h
struct LogHead;        // storage/log_head.h
struct Retention;      // storage/retention.h
enum class Sweep;      // storage/retention.h
struct VersionProof;   // storage/log_head.h
struct Witness;        // storage/log_head.h

// One article over all its versions.
struct ArticleRecord {
  std::string id;                       // hex, 16 digits
  std::string url;                      // canonical, as first seen
  std::vector<std::string> other_urls;  // addresses that turned out to be this article
  std::string source;                   // that brought it first
  std::string title;                    // of the latest version
  std::string language;
  std::uint32_t versions = 0;
  Time first_seen{};
  Time last_seen{};  // last good fetch, changed or not
  Time last_changed{};
  std::optional<Time> published;
  bool gone = false;  // confirmed 404/410
};

// An article that prints the text of another: wire copy.
struct TextCopy {
  ArticleRecord article;
  double likeness = 0;  // of the two texts, 0.4 … 1
};

// What a fetch left behind: the response as it came. Never changes.
struct Capture {
  std::string id;        // hex, 16 digits
  std::string raw_hash;  // "sha256:…" of body
  Page page;
};

// What became of one fetched page.
enum class AppendState {
  kNewArticle,  // first version
  kNewVersion,  // text differs from the latest
  kUnchanged,   // same text; last_seen moved
  kVariant,     // a text known from an older version came back
};

struct Appended {
  AppendState state = AppendState::kUnchanged;
  std::string article_id;
  std::uint32_t number = 0;  // of the version this text is
};

// A finding offered to the ledger, with the alert it would raise.
struct Proposal {
  Finding finding;
  std::string topic;
  std::string baseline;        // id
  std::string fingerprint;     // "sha256:…" of the claim
  std::optional<Alert> alert;  // raised only when the ledger does not know the fingerprint yet
  std::string suppressed;      // why it is not raised all the same; empty: nobody suppressed it

  bool MayAlert() const { return alert && suppressed.empty(); }
};

struct Sighting {
  std::string article_id;
  std::uint32_t version = 0;
  std::string url;
  std::string source;
  Time seen{};
};

// One claim: who said it first, who followed.
struct ClaimRecord {
  std::string fingerprint;
  std::string topic;
  std::string key;  // Finding::key
  FindingType type = FindingType::kNewClaim;
  std::string sentence;  // as first seen
  Time first_seen{};
  Time last_seen{};
  std::vector<Sighting> sightings;  // oldest first; at most 1,000 kept, `occurrences` counts all
  std::uint64_t occurrences = 0;
  std::uint64_t alert_sequence = 0;  // the alert that made it known; 0 when none
};

// A stored finding of one version.
struct FindingRecord {
  std::string topic;
  std::string baseline;
  std::string fingerprint;
  Json finding;  // FindingJson
};

// Analysis that has to be done, or done again after a crash.
struct Owed {
  std::string article_id;
  std::uint32_t number = 0;
  std::uint32_t attempts = 0;
};

// What the daemon remembers about an address it polls: validators, due times, failures. Opaque to
// the store.
struct StateRecord {
  std::string key;    // "source/people-en", "article/ID", "site/bbc.co.uk"
  std::string value;  // JSON
};

// Where a finding that did not alert because somebody suppressed it is listed: the state record of
// this key and its time, with "time", "why", "topic", "source", "url", "article", "version",
// "type", "severity", "rule", "sentence". Written with the finding, in one batch.
inline constexpr std::string_view kSuppressedKey = "suppressed/";

struct StoreStatus {
  std::uint64_t articles = 0;
  std::uint64_t versions = 0;
  std::uint64_t captures = 0;
  std::uint64_t claims = 0;
  std::uint64_t alerts = 0;  // highest sequence
  std::uint64_t owed = 0;
  Bytes size_on_disk;
  Bytes size_in_memory;  // write buffers, cache and indexes of tables; bounded, whatever the store
                         // holds
  std::uint32_t schema = 0;
};

// What a check of everything found (`claimwatch verify`).
struct VerifyReport {
  std::uint64_t versions = 0;  // looked at
  std::uint64_t captures = 0;
  std::uint64_t alerts = 0;
  std::uint64_t withheld = 0;   // bodies that were dropped on purpose; their hashes stay
  std::uint64_t erased = 0;     // versions whose text was erased on purpose, each with its record
  std::uint64_t witnesses = 0;  // heads from outside that it was compared with
  // Version records before the first that is bad or that a witness does not vouch for, in the order
  // of the log.
  std::uint64_t trusted = 0;
  std::uint64_t problem_count = 0;
  std::vector<std::string> problems;  // the first 100, each naming its record
  std::string root;                   // of the log, "sha256:…"
};

// Told now and then how far a long work is.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// A version by its place in the log of all versions. Records count from 1 in the order of storing
// and have no gaps.
struct LogPlace {
  std::uint64_t record = 0;
  std::string article_id;
  std::uint32_t number = 0;
};

// What a version brings to the search index: terms that the versions before it may have too.
struct IndexedVersion {
  LogPlace place;
  std::vector<std::string> terms;  // without zero bytes, at most 64 bytes each
};

// How far the search index goes.
struct IndexState {
  std::uint64_t records = 0;  // of the log, in the index
  std::uint32_t rules = 0;    // the number given with them; 0: there is no index
};

// Which articles to list; empty members do not filter.
struct ArticleQuery {
  std::string source;
  std::string topic;  // a version of it was compared under this topic
  std::string language;
  std::optional<Time> since;  // last_changed at or after
  std::optional<Time> until;  // last_changed at or before
  std::size_t limit = 0;      // 0 = all
};

// Which alerts to list; empty members do not filter.
struct AlertQuery {
  std::uint64_t after_sequence = 0;  // a cursor; 0 = from the first on
  std::string topic;
  std::string source;
  std::optional<FindingType> type;
  std::optional<Severity> min_severity;  // this one or worse
  std::optional<Time> since;             // raised at or after
  std::optional<Time> until;             // raised at or before
  std::size_t limit = 0;                 // the lowest sequences; 0 = all
};

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  // Opens `dir` for writing, creating it if missing. kBusy names the process that holds it;
  // kCorrupt: run `claimwatch fsck`, nothing was changed.
  static Result<std::unique_ptr<Store>> Open(const std::filesystem::path& dir);
  // Opens `dir` for reading beside a writer that may be running. kNotFound when there is no store.
  static Result<std::unique_ptr<Store>> OpenReader(const std::filesystem::path& dir);
  // The real engine on memory, for tests.
  static Result<std::unique_ptr<Store>> OpenInMemory();

  // Readers only: see what the writer has committed since.
  virtual Status CatchUp() = 0;
  // The first write that the disk refused, for the owner to end on: from then on every write is
  // refused, and only a new Open can tell what is on the disk. Empty while all is well.
  virtual std::optional<Error> Failure() const = 0;

  // --- writing ---
  // Stores the response and, when the text is new, the next version, and owes its analysis; one
  // batch. Identity: CanonicalUrl(article.url or page.url), known aliases, then the feed's entry id
  // within its source.
  virtual Result<Appended> Append(const Page& page, const Article& article,
                                  const FeedFacts& facts) = 0;
  // Stores a response that is not a version (a wall, an error), as evidence for the source's state.
  // Returns the capture's id.
  virtual Result<std::string> KeepCapture(const Page& page) = 0;
  // Findings, ledger, alerts; drops the owed entry; one batch. Returns the alerts raised, stamped.
  // Proposals whose fingerprint the ledger knows become sightings. Calling it twice for one version
  // raises nothing the second time.
  virtual Result<std::vector<Alert>> Conclude(std::string_view article_id, std::uint32_t number,
                                              std::vector<Proposal> proposals, Time now) = 0;
  // Notes one more failed attempt at analysing; returns how many there were. kNotFound when no
  // analysis of that version is owed.
  virtual Result<std::uint32_t> NoteAttempt(std::string_view article_id, std::uint32_t number) = 0;
  // Changes the article's record only. An article that is back (`gone` false) was also seen `when`.
  virtual Status MarkGone(std::string_view article_id, bool gone, Time when) = 0;
  // The text of `number` is back for good, as was noticed at `when`: it is what the article says
  // until its next version, which is an edit of it (storage/order). kNotFound when it was erased.
  virtual Status MarkReturned(std::string_view article_id, std::uint32_t number, Time when) = 0;
  // Alerts that belong to no version (removed_article, source_degraded); known fingerprints are
  // sightings.
  virtual Result<std::vector<Alert>> Raise(std::vector<Proposal> proposals, Time now) = 0;
  // All of them in one batch. An empty value removes the record: what is done with leaves nothing
  // behind that every later scan would have to pass.
  virtual Status PutState(const std::vector<StateRecord>& records) = 0;
  // Everything up to `sequence` is done with for this sink. A cursor never moves back: a lower one
  // changes nothing. kInvalid past the last alert.
  virtual Status AdvanceCursor(std::string_view sink, std::uint64_t sequence) = 0;
  // The alerts raised so far are done with for this sink, unless it has a cursor: it is a new one.
  virtual Status BeginCursor(std::string_view sink) = 0;
  // Adds the next versions of the log to the search index, in one batch. `rules` is the number of
  // the caller's rules for terms. What is indexed already is left out, so two callers do no harm;
  // kInvalid when there is a gap before the first or other rules are in force (DropIndex).
  virtual Status AddToIndex(const std::vector<IndexedVersion>& versions, std::uint32_t rules) = 0;
  // Gives a version the reading `article` of its own bytes, by another extractor, without raising
  // anything: readers get it from now on, and a fetch that reads so is this version and no new one.
  // The record that the chain commits to stays (GetOriginal).
  virtual Status Rederive(std::string_view article_id, std::uint32_t number,
                          const Article& article) = 0;
  // The index is derived: this forgets it, and nothing else.
  virtual Status DropIndex() = 0;
  // Removes texts and raw responses of versions, with what was derived from them and shows them, in
  // one batch; hashes, the log and its proofs stay, and a record says when, by whom and why. With
  // Erasing::kLook nothing is changed. A response that a version which is not erased shares stays
  // until that one is. kNotFound changed nothing. Reads the whole log.
  virtual Result<ErasureReport> Erase(const ErasureOrder& order) = 0;
  // Rewrites the database's files that still hold the bytes of what was erased; nothing when there
  // are none. Each erasure owes this once, also after a crash; it takes as long as the files are
  // large. One caller at a time.
  virtual Status FinishErasures() = 0;
  // Drops what is kept no longer, in pieces between which others write; what they come to use
  // meanwhile stays. kBusy: `stop` was asked for; what is gone is gone. With Sweep::kLook nothing
  // is changed, and a reader may do it. Reads all versions. One caller at a time, and none beside
  // FinishErasures.
  virtual Result<GarbageReport> CollectGarbage(const Retention& retention, Sweep sweep,
                                               const std::stop_token& stop) = 0;

  // --- reading ---
  // Accepts a full id, a unique prefix of at least 6 digits, or a URL. kNotFound says what is near;
  // kInvalid when the prefix is not unique.
  virtual Result<ArticleRecord> FindArticle(std::string_view id_or_url) const = 0;
  // The article that Append would take this for a version of; nullopt: for a new one.
  virtual Result<std::optional<ArticleRecord>> Recognize(const Page& page, const Article& article,
                                                         const FeedFacts& facts) const = 0;
  // The last changed first. Reads all articles whatever the limit is.
  virtual Result<std::vector<ArticleRecord>> Articles(const ArticleQuery& query) const = 0;
  // Whether `article` is among those that `query` lists (whose limit does not count here).
  virtual Result<bool> Fits(const ArticleRecord& article, const ArticleQuery& query) const = 0;
  virtual Result<IndexState> GetIndexState() const = 0;
  // The records that follow `after`, at most `limit`, ascending.
  virtual Result<std::vector<LogPlace>> Log(std::uint64_t after, std::size_t limit) const = 0;
  // Where the first version of an indexed article stands. kNotFound for one that is not indexed.
  virtual Result<LogPlace> FirstPlace(std::string_view article_id) const = 0;
  // The articles that a version brought `term` to, by the records of their first versions,
  // ascending, each once. Only of what is indexed.
  virtual Result<std::vector<std::uint64_t>> FindTerm(std::string_view term) const = 0;
  // nullopt for a version that is not erased.
  virtual Result<std::optional<Erasure>> GetErasure(std::string_view article_id,
                                                    std::uint32_t number) const = 0;
  // Of one article, by number.
  virtual Result<std::vector<Erasure>> Erasures(std::string_view article_id) const = 0;
  // Whether FinishErasures has something to do.
  virtual Result<bool> OwesErasure() const = 0;
  // Numbers count from 1; kNotFound for one that is not there, or was erased, which it says.
  virtual Result<Version> GetVersion(std::string_view article_id, std::uint32_t number) const = 0;
  // As it was read when it was stored, whatever Rederive gave it since.
  virtual Result<Version> GetOriginal(std::string_view article_id, std::uint32_t number) const = 0;
  // All articles whose latest text is a copy of this one's, itself among them, the first seen
  // first.
  virtual Result<std::vector<TextCopy>> Copies(std::string_view article_id) const = 0;
  // Oldest first, without those that were erased.
  virtual Result<std::vector<Version>> Versions(std::string_view article_id) const = 0;
  virtual Result<Capture> GetCapture(std::string_view capture_id) const = 0;
  virtual Result<std::vector<FindingRecord>> Findings(std::string_view article_id,
                                                      std::uint32_t number) const = 0;
  // By first sighting, oldest first; of all topics when `topic` is empty.
  virtual Result<std::vector<ClaimRecord>> Claims(std::string_view topic) const = 0;
  virtual Result<ClaimRecord> GetClaim(std::string_view fingerprint) const = 0;
  // By sequence, oldest first.
  virtual Result<std::vector<Alert>> Alerts(const AlertQuery& query) const = 0;
  // By sequence ("17") or by id or its unique prefix.
  virtual Result<Alert> FindAlert(std::string_view sequence_or_id) const = 0;
  virtual Result<std::vector<Owed>> OwedAnalyses() const = 0;
  // nullopt when nothing was ever put there.
  virtual Result<std::optional<std::string>> GetState(std::string_view key) const = 0;
  virtual Result<std::vector<StateRecord>> States(std::string_view key_prefix) const = 0;
  // 0 when the sink has taken nothing yet.
  virtual Result<std::uint64_t> Cursor(std::string_view sink) const = 0;
  virtual Result<StoreStatus> GetStatus() const = 0;
  // Reads everything and recomputes every hash and both chains. Problems are in the report; an
  // error means that it could not be checked at all. `progress` may be empty.
  // `witnesses` say where the chains once ended; the store's own anchor is always one.
  virtual Result<VerifyReport> VerifyWith(std::vector<Witness> witnesses,
                                          const Progress& progress) const = 0;
  Result<VerifyReport> Verify(const Progress& progress) const;

  virtual Result<LogHead> GetLogHead() const = 0;
  // For the tree of the first `size` version records. Reads all of them: a second for a million.
  // kNotFound when the version is not among them.
  virtual Result<VersionProof> Prove(std::string_view article_id, std::uint32_t number,
                                     std::uint64_t size) const = 0;
};

}  // namespace claimwatch
