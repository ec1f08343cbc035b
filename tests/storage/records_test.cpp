// Records as bytes: there and back, and never trusted.
#include "storage/records.h"

#include <fstream>

#include <gmock/gmock.h>

#include "core/digest.h"
#include "storage/anchor.h"
#include "storage/codec.h"
#include "storage/keys.h"
#include "storage/pack.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

TEST(Codec, NumbersOfEverySizeComeBack) {
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128},
                                     std::uint64_t{1} << 40U, ~std::uint64_t{0}}) {
    const std::string bytes = std::move(RecordWriter(1).Number(number)).Take();
    RecordReader in(bytes, 1);
    EXPECT_EQ(in.Number(), number);
    EXPECT_TRUE(in.Done());
  }
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN, INT64_MAX}) {
    const std::string bytes = std::move(RecordWriter(1).Signed(number)).Take();
    RecordReader in(bytes, 1);
    EXPECT_EQ(in.Signed(), number);
  }
}

TEST(Codec, AnotherFormatIsRefused) {
  const std::string bytes = std::move(RecordWriter(2).Number(5)).Take();
  RecordReader in(bytes, 1);
  EXPECT_EQ(in.Number(), 0U);
  EXPECT_FALSE(in.Done());
}

TEST(Codec, ALengthBeyondTheEndFailsWithoutAllocating) {
  const std::string bytes = std::move(RecordWriter(1).Number(~std::uint64_t{0} >> 1U)).Take();
  RecordReader text(bytes, 1);
  EXPECT_EQ(text.Text(), "");
  EXPECT_FALSE(text.ok());
  RecordReader texts(bytes, 1);
  EXPECT_TRUE(texts.Texts().empty());
  EXPECT_FALSE(texts.ok());
}

TEST(Codec, BytesLeftOverAreAnError) {
  const std::string bytes = std::move(RecordWriter(1).Number(5).Number(6)).Take();
  RecordReader in(bytes, 1);
  in.Number();
  EXPECT_TRUE(in.ok());
  EXPECT_FALSE(in.Done());
}

StoredVersion SampleVersion() {
  StoredVersion stored;
  stored.version.article_id = "00112233aabbccdd";
  stored.version.number = 3;
  stored.version.retrieved = stored.version.last_seen = At(5);
  stored.version.article = ArticleOf("https://a.example/1", "3,000 places");
  stored.facts = {"herald", "guid", "title", At(1)};
  return stored;
}

// Each prefix and each flipped bit of a record is an error or another value, and never a crash.
TEST(Records, CutAndFlippedBytesNeverCrash) {
  CaptureRecord capture{"sha256:x", PageOf("https://a.example/1", "")};
  const std::string version = Encode(SampleVersion());
  const std::string response = Encode(capture);
  for (std::size_t cut = 0; cut < version.size(); ++cut) {
    EXPECT_FALSE(DecodeVersion(std::string_view(version).substr(0, cut)).ok());
  }
  for (std::size_t cut = 0; cut < response.size(); ++cut) {
    EXPECT_FALSE(DecodeCapture(std::string_view(response).substr(0, cut)).ok());
  }
  for (std::size_t at = 0; at < version.size() * 8; ++at) {
    std::string bytes = version;
    bytes[at / 8] = static_cast<char>(bytes[at / 8] ^ (1 << (at % 8)));
    static_cast<void>(DecodeVersion(bytes).ok());
  }
}

TEST(Records, AVersionComesBackWithWhatTheFeedSaid) {
  const StoredVersion stored = DecodeVersion(Encode(SampleVersion())).value();
  EXPECT_EQ(stored.version.number, 3U);
  EXPECT_EQ(stored.facts.entry_id, "guid");
  EXPECT_EQ(stored.facts.published, At(1));
  EXPECT_EQ(Encode(stored), Encode(SampleVersion()));
}

// A record without tags is written as it was before there were any, so that its hash stays.
TEST(Records, TagsComeBackAndAreWrittenOnlyWhereThereAreSome) {
  StoredVersion tagged = SampleVersion();
  tagged.version.article.tags = {"World", "China-Central Asia Summit"};
  const std::string bytes = Encode(tagged);
  EXPECT_EQ(DecodeVersion(bytes).value().version.article.tags, tagged.version.article.tags);
  EXPECT_EQ(bytes.front(), 2);
  EXPECT_EQ(Encode(SampleVersion()).front(), 1);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    EXPECT_FALSE(DecodeVersion(std::string_view(bytes).substr(0, cut)).ok());
  }
}

TEST(Records, AHeadWhoseFrontierDoesNotFitItsSizeIsDamaged) {
  Head head;
  head.versions = 3;
  head.frontier = {Digest{}};
  EXPECT_EQ(DecodeHead(Encode(head)).error().code(), Errc::kCorrupt);
  head.frontier.push_back(Digest{});
  EXPECT_TRUE(DecodeHead(Encode(head)).ok());
}

TEST(Pack, ComesBackWithAndWithoutASibling) {
  const std::string base(50'000, 'a');
  const std::string next = base + "one more";
  EXPECT_EQ(Unpack(Pack(next, "").value(), "").value(), next);
  EXPECT_EQ(Unpack(Pack(next, base).value(), base).value(), next);
  EXPECT_EQ(Unpack(Pack("", "").value(), "").value(), "");
}

TEST(Pack, WhatDiffersFromASiblingIsAFractionOfIt) {
  std::string text;
  for (int i = 0; i < 3'000; ++i) {
    text += Hex(Sha256(std::to_string(i))).substr(0, 7) + " ";
  }
  std::string edited = text;
  edited.replace(9'000, 5, "30000");
  EXPECT_LT(Pack(edited, text)->size() * 50, Pack(edited, "")->size());
}

TEST(Pack, DamageIsAnErrorAndABombIsRefused) {
  std::string packed = Pack(std::string(1'000, 'x'), "").value();
  EXPECT_EQ(Unpack("not zstd", "").error().code(), Errc::kCorrupt);
  EXPECT_FALSE(Unpack(packed.substr(0, packed.size() - 4), "").ok());
  EXPECT_EQ(Pack(std::string(kMostUnpacked.count + 1, 'x'), "").error().code(), Errc::kLimit);
}

TEST(Keys, NumbersSortAsBytes) {
  EXPECT_LT(keys::Version("a", 9), keys::Version("a", 10));
  EXPECT_LT(keys::Alert(255), keys::Alert(256));
  EXPECT_EQ(keys::ReadBigEndian64(keys::BigEndian64(1ULL << 60U)), 1ULL << 60U);
  EXPECT_EQ(keys::ReadBigEndian32("short"), 0U);
}

TEST(Anchor, AWriteThatThePowerTearsLeavesTheOneBefore) {
  TempFolder folder;
  const std::filesystem::path path = folder.path() / "anchors";
  const Anchor before{41, Sha256("w"), 7};
  const Anchor after{42, Sha256("x"), 7};
  {
    const auto file = AnchorFile::Open(path).value();
    ASSERT_TRUE(file->Write(before, AnchorFile::Wait::kNo).ok());
    ASSERT_TRUE(file->Write(after, AnchorFile::Wait::kDurable).ok());
  }
  EXPECT_EQ(ReadAnchor(path), after);
  const std::string whole = ReadAll(path);
  const std::size_t second = whole.size() / 2;
  const std::size_t line = FormatAnchor(after).size() - 1;
  for (std::size_t torn = second; torn < second + line; torn += 7) {
    std::ofstream(path, std::ios::binary) << whole.substr(0, torn);
    EXPECT_EQ(ReadAnchor(path), before) << torn;
  }
}

TEST(Anchor, IsOneLineThatReadsBackAndNothingElseDoes) {
  const Anchor anchor{42, Sha256("x"), 7};
  const std::string line = FormatAnchor(anchor);
  EXPECT_EQ(ParseAnchor(line), anchor);
  EXPECT_EQ(line.size(), FormatAnchor({~0ULL, Sha256("y"), 0}).size());
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    std::string damaged = line;
    damaged[i] = damaged[i] == '1' ? '2' : '1';
    EXPECT_EQ(ParseAnchor(damaged), std::nullopt) << i;
    EXPECT_EQ(ParseAnchor(line.substr(0, i)), std::nullopt) << i;
  }
}

}  // namespace
}  // namespace claimwatch::testing
