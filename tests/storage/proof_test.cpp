// Checkpoints, witnesses and proofs: what somebody who trusts neither the store nor this program
// can still check.
#include "storage/proof.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/digest.h"
#include "core/signature.h"
#include "storage/chain.h"
#include "storage/checkpoint.h"
#include "storage/witness.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Digest Leaf(std::uint64_t number) {
  return LeafHash("record " + std::to_string(number));
}

std::vector<Digest> Leaves(std::uint64_t size) {
  std::vector<Digest> leaves;
  for (std::uint64_t i = 0; i < size; ++i) {
    leaves.push_back(Leaf(i));
  }
  return leaves;
}

// MTH of RFC 6962, 2.1, as it is written there.
Digest TreeHash(const std::vector<Digest>& leaves) {
  if (leaves.size() == 1) {
    return leaves.front();
  }
  std::size_t split = 1;
  while (2 * split < leaves.size()) {
    split *= 2;
  }
  const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(split);
  return NodeHash(TreeHash({leaves.begin(), middle}), TreeHash({middle, leaves.end()}));
}

TEST(MerklePath, LeadsFromEveryLeafToTheRootOfEveryTree) {
  std::vector<Digest> frontier;
  for (std::uint64_t size = 1; size <= 70; ++size) {
    AppendLeaf(frontier, size - 1, Leaf(size - 1));
    const std::vector<Digest> leaves = Leaves(size);
    const Digest root = TreeHash(leaves);
    ASSERT_EQ(RootOf(frontier), root) << size;
    for (std::uint64_t index = 0; index < size; ++index) {
      const std::vector<Digest> path = InclusionPath(leaves, index);
      ASSERT_EQ(RootFromPath(Leaf(index), index, size, path), root) << index << " of " << size;
    }
  }
}

TEST(MerklePath, OfAnotherLeafPlaceOrSizeLeadsElsewhere) {
  constexpr std::uint64_t kSize = 21;
  const std::vector<Digest> leaves = Leaves(kSize);
  const Digest root = TreeHash(leaves);
  for (std::uint64_t index = 0; index < kSize; ++index) {
    std::vector<Digest> path = InclusionPath(leaves, index);
    EXPECT_NE(RootFromPath(Leaf(99), index, kSize, path), root);
    EXPECT_NE(RootFromPath(Leaf(index), (index + 1) % kSize, kSize, path), root);
    EXPECT_EQ(RootFromPath(Leaf(index), kSize, kSize, path), std::nullopt);
    path.push_back(root);
    EXPECT_EQ(RootFromPath(Leaf(index), index, kSize, path), std::nullopt);
    path.resize(path.size() - 2);
    EXPECT_EQ(RootFromPath(Leaf(index), index, kSize, path), std::nullopt);
  }
}

TEST(Checkpoint, SaysWhatItWasMadeOf) {
  const Checkpoint checkpoint{{12, Leaf(1), 3, TaggedHex(Leaf(2))}, At(5)};
  const std::string text = FormatCheckpoint(checkpoint, "claimwatch/0011223344556677");
  EXPECT_THAT(text, ::testing::StartsWith("claimwatch/0011223344556677\n12\n"));
  EXPECT_EQ(ParseCheckpoint(text).value(), checkpoint);
  // Lines that others added are theirs.
  EXPECT_EQ(ParseCheckpoint(text + "somebody-else 1\n").value(), checkpoint);
}

TEST(Checkpoint, AnyOtherTextIsNone) {
  const std::string root = Base64(BytesOf(Leaf(1)));
  for (const std::string& text :
       {std::string(), std::string("name\n"), "name\n1\n" + root, "name\nx\n" + root + "\n",
        "name\n-1\n" + root + "\n", std::string("name\n1\nAAAA\n"), "\n1\n" + root + "\n",
        "name\n1\n" + root + "\nclaimwatch-alerts x\n",
        "name\n1\n" + root + "\nclaimwatch-alerts 1 sha256:12\n",
        "name\n1\n" + root + "\nclaimwatch-time yesterday\n"}) {
    EXPECT_FALSE(ParseCheckpoint(text).ok()) << text;
  }
}

// A store with versions and alerts, and a key to sign with.
class Evidence : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = Store::Open(dir_).value();
    Grow(1, 10);
  }

  void Grow(std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t i = from; i <= to; ++i) {
      id_ = Fetch(*store_, "https://herald.example/astana", "text " + std::to_string(i),
                  static_cast<int>(i))
                .value()
                .article_id;
      store_->Conclude(id_, i, {ProposalOf("claim " + std::to_string(i), id_, i)}, At(1)).value();
    }
  }

  std::string Note(const LogHead& head) const {
    return SignNote(FormatCheckpoint({head, At(60)}, half_.name), half_.name, key_);
  }

  SignedCheckpoint SignNow() {
    CheckpointFile file = CheckpointFile::Open(dir_).value();
    EXPECT_TRUE(file.Append(Note(store_->GetLogHead().value())).ok());
    return LastCheckpoint(dir_, half_).value();
  }

  fs::path Write(const std::string& name, const std::string& text) const {
    const fs::path file = folder_.path() / name;
    std::ofstream(file) << text;
    return file;
  }

  std::string AlertLog() const {
    std::string lines;
    const std::vector<Alert> alerts = store_->Alerts({}).value();
    for (const Alert& alert : alerts) {
      lines += alert.record.Dump() + "\n";
    }
    return lines;
  }

  VerifyReport CheckAgainst(const fs::path& file) const {
    return store_->VerifyWith(ReadTestimony(file, half_).value().witnesses, {}).value();
  }

  TempFolder folder_;
  fs::path dir_ = folder_.path() / "store";
  SigningKey key_ = SigningKey::Make().value();
  VerifierKey half_{"claimwatch/test", key_.public_key()};
  std::unique_ptr<Store> store_;
  std::string id_;
};

TEST_F(Evidence, CheckpointsAreReadBackInOrder) {
  SignNow();
  Grow(11, 15);
  const SignedCheckpoint last = SignNow();
  EXPECT_EQ(last.checkpoint.head, store_->GetLogHead().value());
  const Testimony all = ReadTestimony(CheckpointPath(dir_), half_).value();
  ASSERT_THAT(all.witnesses, SizeIs(2));
  EXPECT_EQ(all.witnesses[0].head.versions, 10U);
  EXPECT_EQ(all.witnesses[1].head, last.checkpoint.head);
  EXPECT_EQ(all.witnesses[1].where, "checkpoints:9");
  EXPECT_THAT(all.problems, IsEmpty());
}

TEST_F(Evidence, ANoteThatACrashLeftHalfWrittenIsCutOff) {
  SignNow();
  const std::string note = Note(store_->GetLogHead().value());
  const auto whole = fs::file_size(CheckpointPath(dir_));
  for (std::size_t size = 1; size <= note.size(); ++size) {
    std::ofstream(CheckpointPath(dir_), std::ios::app) << note.substr(0, size);
    EXPECT_THAT(ReadTestimony(CheckpointPath(dir_), half_).value().witnesses,
                SizeIs(size == note.size() ? 2 : 1));
    CheckpointFile::Open(dir_).value();
    EXPECT_EQ(fs::file_size(CheckpointPath(dir_)), whole) << size;
  }
}

TEST_F(Evidence, ACheckpointOfAnotherKeyIsAProblemAndNoWitness) {
  const VerifierKey stranger{"claimwatch/test", SigningKey::Make().value().public_key()};
  SignNow();
  const Testimony heard = ReadTestimony(CheckpointPath(dir_), stranger).value();
  EXPECT_THAT(heard.witnesses, IsEmpty());
  EXPECT_THAT(heard.problems,
              Contains(AllOf(HasSubstr("checkpoints:1"), HasSubstr("not signed by"))));
  EXPECT_EQ(LastCheckpoint(dir_, stranger).error().code(), Errc::kCorrupt);
}

TEST_F(Evidence, AlertsThatWentOutAreWitnesses) {
  const Testimony heard = ReadTestimony(Write("alerts.jsonl", AlertLog()), half_).value();
  ASSERT_THAT(heard.witnesses, SizeIs(10));
  EXPECT_EQ(heard.witnesses[6].head.versions, 7U);
  EXPECT_EQ(heard.witnesses[6].head.alerts, 7U);
  const VerifyReport report = CheckAgainst(folder_.path() / "alerts.jsonl");
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.witnesses, 10U);
}

TEST_F(Evidence, ATornLastLineOfAnAlertLogIsNoProblem) {
  const std::string log = AlertLog();
  const Testimony heard =
      ReadTestimony(Write("torn.jsonl", log.substr(0, log.size() - 40)), half_).value();
  EXPECT_THAT(heard.witnesses, SizeIs(9));
  EXPECT_THAT(heard.problems, IsEmpty());
  const Testimony broken = ReadTestimony(Write("bad.jsonl", log + "{no}\n"), half_).value();
  EXPECT_THAT(broken.problems, Contains(HasSubstr("bad.jsonl:11")));
}

// The whole log made anew, in itself without a flaw: only what was kept elsewhere tells.
TEST_F(Evidence, AStoreThatWasMadeAnewIsFoundByItsCheckpoint) {
  const fs::path kept = Write("kept", Note(store_->GetLogHead().value()));
  const fs::path alerts = Write("alerts.jsonl", AlertLog());
  store_.reset();
  fs::remove_all(dir_);
  store_ = Store::Open(dir_).value();
  for (std::uint32_t i = 1; i <= 10; ++i) {
    const std::string text =
        i < 6 ? "text " + std::to_string(i) : "another text " + std::to_string(i);
    Fetch(*store_, "https://herald.example/astana", text, static_cast<int>(i)).value();
    store_->Conclude(id_, i, {ProposalOf("claim " + std::to_string(i), id_, i)}, At(1)).value();
  }
  EXPECT_THAT(store_->Verify({})->problems, IsEmpty());
  const VerifyReport by_checkpoint = CheckAgainst(kept);
  EXPECT_THAT(by_checkpoint.problems, Contains(HasSubstr("the log is not the one kept:1 names")));
  EXPECT_EQ(by_checkpoint.trusted, 0U);
  // Alerts name every step, so they also tell how far it is still the old one.
  const VerifyReport by_alerts = CheckAgainst(alerts);
  EXPECT_THAT(by_alerts.problems,
              Contains(AllOf(HasSubstr("alerts.jsonl:6"), HasSubstr("rewritten after record 5"))));
  EXPECT_EQ(by_alerts.trusted, 5U);
}

TEST_F(Evidence, AStoreThatLostItsEndIsFoundByWhatWasKept) {
  Grow(11, 20);
  const fs::path kept = Write("kept", Note(store_->GetLogHead().value()));
  store_.reset();
  fs::remove_all(dir_);
  store_ = Store::Open(dir_).value();
  Grow(1, 10);
  EXPECT_THAT(CheckAgainst(kept).problems,
              Contains(AllOf(HasSubstr("end of the store: 10 of 20 versions and 10 of 20 alerts"),
                             HasSubstr("kept:1"))));
}

TEST_F(Evidence, OfAVersionThatIsYoungerThanTheCheckpointThereIsNoProof) {
  const SignedCheckpoint checkpoint = SignNow();
  Grow(11, 11);
  const Result<VersionProof> proof = store_->Prove(id_, 11, checkpoint.checkpoint.head.versions);
  EXPECT_EQ(proof.error().code(), Errc::kNotFound);
  EXPECT_EQ(store_->Prove(id_, 1, 99).error().code(), Errc::kNotFound);
  EXPECT_EQ(store_->Prove("0000000000000000", 1, 10).error().code(), Errc::kNotFound);
}

// --- the verifier that shares no line with this program ---

class Verifier : public Evidence {
 protected:
  Json Bundle(std::uint32_t number) {
    const SignedCheckpoint checkpoint = SignNow();
    const VersionProof proof =
        store_->Prove(id_, number, checkpoint.checkpoint.head.versions).value();
    return ProofJson(proof, store_->GetOriginal(id_, number).value(), checkpoint, half_);
  }

  bool Accepts(const Json& bundle, const std::string& key = "") const {
    const fs::path file = Write("bundle.json", bundle.Dump());
    const std::string command = fmt::format(
        "python3 {}/tests/proof/verify_proof.py '{}' {} >'{}'", CW_SOURCE_DIR, file.string(),
        key.empty() ? "" : "--key " + key, (folder_.path() / "said").string());
    const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe)
    EXPECT_TRUE(status == 0 || status == 256) << status;
    return status == 0;
  }

  std::string Said() const {
    std::ifstream in(folder_.path() / "said");
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

TEST_F(Verifier, AcceptsEveryVersionOfALog) {
  Grow(11, 13);
  for (const std::uint32_t number : {1U, 2U, 8U, 12U, 13U}) {
    EXPECT_TRUE(Accepts(Bundle(number), FormatVerifierKey(half_))) << number << ": " << Said();
  }
  EXPECT_THAT(Said(), AllOf(HasSubstr("PROVEN: https://herald.example/astana version 13"),
                            HasSubstr("in a log of 13 versions, signed by claimwatch/test")));
}

TEST_F(Verifier, SaysWhenTheKeyIsTheBundlesOwn) {
  EXPECT_TRUE(Accepts(Bundle(3)));
  EXPECT_THAT(Said(), HasSubstr("compare it with one from elsewhere"));
}

TEST_F(Verifier, RefusesEveryPartThatWasChanged) {
  const Json good = Bundle(4);
  const auto with = [&](const std::string& member, Json value) {
    Json changed = good;
    changed.Set(member, std::move(value));
    return changed;
  };
  EXPECT_FALSE(Accepts(with("text", "another text")));
  EXPECT_THAT(Said(), HasSubstr("NOT PROVEN: title and text"));
  EXPECT_FALSE(Accepts(with("url", "https://other.example/forged")));
  EXPECT_THAT(Said(), HasSubstr("NOT PROVEN: 'url'"));
  EXPECT_FALSE(Accepts(with("retrieved", "2020-01-01T00:00:00Z")));
  EXPECT_THAT(Said(), HasSubstr("NOT PROVEN: 'retrieved'"));
  EXPECT_FALSE(Accepts(with("title", "Another title")));
  EXPECT_FALSE(Accepts(with("version", std::uint64_t{5})));
  EXPECT_FALSE(Accepts(with("index", std::uint64_t{4})));
  EXPECT_FALSE(Accepts(with("size", std::uint64_t{9})));
  EXPECT_FALSE(Accepts(with("raw_hash", "sha256:00")));
  EXPECT_FALSE(Accepts(with("body", Base64("another body"))));
  EXPECT_THAT(Said(), HasSubstr("body is not the one that was logged"));
  EXPECT_FALSE(Accepts(with("capture_record", Base64("another response"))));
  EXPECT_FALSE(Accepts(with("version_record", Base64("another version"))));
  EXPECT_FALSE(Accepts(with("path", Json::MakeArray())));
  EXPECT_FALSE(Accepts(with("record", "")));
  EXPECT_FALSE(Accepts(with("checkpoint", "none")));
  EXPECT_FALSE(Accepts(with("format", "claimwatch-proof-2")));
}

TEST_F(Verifier, LooksWhetherATimeStampIsOfTheCheckpoint) {
  Json bundle = Bundle(4);
  const std::string digest = BytesOf(Sha256(bundle["checkpoint"].AsString()));
  bundle.Set("timestamp", Base64("an answer with " + digest + " in it"));
  EXPECT_TRUE(Accepts(bundle)) << Said();
  EXPECT_THAT(Said(), HasSubstr("with a time stamp of that checkpoint"));
  bundle.Set("timestamp", Base64("an answer with " + BytesOf(Leaf(1)) + " in it"));
  EXPECT_FALSE(Accepts(bundle));
  EXPECT_THAT(Said(), HasSubstr("NOT PROVEN: the time stamp is of another checkpoint"));
}

TEST_F(Verifier, RefusesARecordWithAnyByteFlipped) {
  const Json good = Bundle(4);
  const std::string record = FromBase64(good["record"].AsString()).value();
  for (std::size_t i = 0; i < record.size(); i += 17) {
    std::string other = record;
    other[i] = static_cast<char>(other[i] ^ 4);
    Json changed = good;
    changed.Set("record", Base64(other));
    EXPECT_FALSE(Accepts(changed)) << "byte " << i;
  }
}

TEST_F(Verifier, RefusesAnotherKeysSignature) {
  const VerifierKey stranger{"claimwatch/test", SigningKey::Make().value().public_key()};
  EXPECT_FALSE(Accepts(Bundle(2), FormatVerifierKey(stranger)));
  EXPECT_THAT(Said(), HasSubstr("not signed by"));
}

}  // namespace
}  // namespace claimwatch::testing
