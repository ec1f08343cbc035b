// Other people's archives: what is whole is read, what is damaged is said and passed over.
#include "storage/warc_reader.h"

#include <sstream>

#include <gmock/gmock.h>

#include "storage/warc.h"
#include "tests/storage/gzip.h"
#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A record as a tool other than ours may write it.
std::string Record(const std::string& id, const std::string& block, const std::string& more = "",
                   const std::string& version = "1.0") {
  return "WARC/" + version + "\r\nWARC-Type: response\r\nWARC-Record-ID: <" + id +
         ">\r\nWARC-Date: 2025-06-19T10:00:00Z\r\nWARC-Target-URI: <http://a.example/" + id +
         ">\r\n" + more + "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block +
         "\r\n\r\n";
}

struct Reading {
  std::vector<std::string> ids;
  std::vector<std::string> blocks;
  std::vector<std::string> errors;
};

enum class Blocks { kRead, kPassOver };

Reading ReadIn(const std::string& file, Blocks blocks = Blocks::kRead, WarcLimits limits = {}) {
  std::istringstream in(file);
  WarcReader reader(in, limits);
  Reading reading;
  for (int turns = 0; turns < 1000; ++turns) {
    const Result<std::optional<WarcRecord>> record = reader.Next();
    if (!record.ok()) {
      reading.errors.push_back(record.error().message());
      continue;
    }
    if (!*record) {
      return reading;
    }
    if (blocks == Blocks::kPassOver) {
      reading.ids.push_back((*record)->id);
      continue;
    }
    Result<std::string> block = reader.ReadBlock();
    if (block.ok()) {
      reading.ids.push_back((*record)->id);
      reading.blocks.push_back(std::move(block).value());
    } else {
      reading.errors.push_back(block.error().message());
    }
  }
  ADD_FAILURE() << "the reader does not end";
  return reading;
}

TEST(WarcReader, RecordsComeInTheirOrderWhateverTheFileIsPackedIn) {
  const std::string one = Record("1", "first");
  const std::string two = Record("2", std::string(200'000, 'x'), "", "1.1");
  const std::string three = Record("3", "");
  for (const std::string& file :
       {one + two + three, Gzip(one) + Gzip(two) + Gzip(three), Gzip(one + two + three)}) {
    EXPECT_THAT(ReadIn(file).ids, ElementsAre("<1>", "<2>", "<3>"));
    EXPECT_THAT(ReadIn(file, Blocks::kPassOver).ids, ElementsAre("<1>", "<2>", "<3>"));
    EXPECT_THAT(ReadIn(file).blocks, ElementsAre("first", std::string(200'000, 'x'), ""));
    EXPECT_THAT(ReadIn(file).errors, IsEmpty());
  }
}

TEST(WarcReader, AddressesLoseTheBracketsOfTheOldVersionAndLongLinesContinue) {
  std::istringstream in(Record("1", "x", "WARC-Note: one\r\n two\r\n"));
  const WarcRecord record = *WarcReader(in).Next().value();
  EXPECT_EQ(record.uri, "http://a.example/1");
  EXPECT_EQ(record.Field("warc-note"), "one two");
  EXPECT_EQ(record.date, At(0));
}

TEST(WarcReader, ADateMayHaveNineDigitsOfASecond) {
  std::string text = Record("1", "x");
  text.replace(text.find("10:00:00Z"), 9, "10:00:00.123456789Z");
  std::istringstream in(text);
  EXPECT_EQ(FormatTime((*WarcReader(in).Next().value()).date), "2025-06-19T10:00:00.123456Z");
}

TEST(WarcReader, APlaceLeadsBackToItsRecord) {
  for (const std::string& file :
       {Record("1", "a") + Record("2", "b"), Gzip(Record("1", "a")) + Gzip(Record("2", "b")),
        Gzip(Record("1", "a") + Record("2", "b"))}) {
    std::istringstream in(file);
    WarcReader reader(in);
    std::vector<WarcPlace> places;
    for (auto record = reader.Next().value(); record; record = reader.Next().value()) {
      places.push_back(record->place);
    }
    ASSERT_THAT(places, SizeIs(2));
    EXPECT_EQ(reader.At(places[1])->id, "<2>");
    EXPECT_EQ(reader.ReadBlock().value(), "b");
    EXPECT_EQ(reader.At(places[0])->id, "<1>");
    EXPECT_EQ(reader.ReadBlock().value(), "a");
  }
}

TEST(WarcReader, DigestsAreCheckedWhateverTheirFormIs) {
  // Of "abc" (FIPS 180, RFC 1321).
  EXPECT_EQ(HasDigest("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "abc"), true);
  EXPECT_EQ(HasDigest("SHA-1:a9993e364706816aba3e25717850c26c9cd0d89d", "abc"), true);
  EXPECT_EQ(HasDigest("md5:900150983cd24fb0d6963f7d28e17f72", "abc"), true);
  EXPECT_EQ(HasDigest("sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====", "abc"),
            true);
  EXPECT_EQ(HasDigest("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "abd"), false);
  EXPECT_EQ(HasDigest("crc32:352441c2", "abc"), std::nullopt);
  EXPECT_EQ(HasDigest("", "abc"), std::nullopt);
}

TEST(WarcReader, ABlockThatIsNotItsDigestIsNamedAndTheNextRecordComes) {
  const std::string digest = "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n";
  const std::string file =
      Record("1", "abc", digest) + Record("2", "abd", digest) + Record("3", "abc", digest);
  const Reading reading = ReadIn(file);
  EXPECT_THAT(reading.ids, ElementsAre("<1>", "<3>"));
  EXPECT_THAT(reading.errors,
              ElementsAre(HasSubstr("offset " + std::to_string(Record("1", "abc", digest).size()) +
                                    ": the block is not the one")));
}

TEST(WarcReader, ADamagedRecordCostsItselfOnly) {
  const std::string one = Record("1", "a");
  const std::string three = Record("3", "c");
  std::string no_length = Record("2", "b");
  no_length.replace(no_length.find("Content-Length"), 14, "Content-Langth");
  std::string no_date = Record("2", "b");
  no_date.replace(no_date.find("2025"), 4, "20x5");
  std::string no_record = Record("2", "b");
  no_record.replace(0, 4, "FILM");
  std::string too_long = Record("2", "b");
  too_long.replace(too_long.find("Length: 1"), 9, "Length: 9999999");
  for (const std::string& two : {no_length, no_date, no_record, too_long}) {
    for (const std::string& file :
         {one + two + three, Gzip(one) + Gzip(two) + Gzip(three), Gzip(one + two + three)}) {
      for (const Blocks blocks : {Blocks::kRead, Blocks::kPassOver}) {
        const Reading reading = ReadIn(file, blocks);
        EXPECT_THAT(reading.ids, ::testing::IsSupersetOf({"<1>", "<3>"})) << two;
        EXPECT_THAT(reading.errors, SizeIs(1)) << two;
      }
    }
  }
}

TEST(WarcReader, ADamagedGzipMemberCostsItsRecordOnly) {
  const std::string one = Gzip(Record("1", "a"));
  const std::string two = Gzip(Record("2", "b"));
  const std::string three = Gzip(Record("3", "c"));
  for (std::size_t at = 0; at < two.size(); ++at) {
    std::string bad = two;
    bad[at] = static_cast<char>(bad[at] ^ 0x55);
    const Reading reading = ReadIn(one + bad + three);
    EXPECT_THAT(reading.ids, ::testing::IsSupersetOf({"<1>", "<3>"})) << at;
  }
  const Reading junk = ReadIn(one + "junk" + three);
  EXPECT_THAT(junk.ids, ElementsAre("<1>", "<3>"));
  EXPECT_THAT(junk.errors, ElementsAre(HasSubstr("no gzip member begins at offset " +
                                                 std::to_string(one.size()))));
}

TEST(WarcReader, AFileThatEndsInTheMiddleIsSaidSo) {
  const std::string whole = Record("1", "a") + Record("2", std::string(1000, 'b'));
  for (const std::string& file :
       {whole.substr(0, whole.size() - 100), Gzip(Record("1", "a")) + Gzip(whole).substr(0, 60)}) {
    const Reading reading = ReadIn(file);
    EXPECT_THAT(reading.ids, ElementsAre("<1>"));
    EXPECT_THAT(reading.errors, SizeIs(1));
  }
}

TEST(WarcReader, NoSizeIsBelieved) {
  const WarcLimits limits{.head = 1_KiB, .fields = 10, .block = 10_KiB};
  const std::string wide = "X: " + std::string(2000, 'x') + "\r\n";
  std::string many;
  for (int i = 0; i < 20; ++i) {
    many += "X: y\r\n";
  }
  const Reading reading = ReadIn(Record("1", "a", wide) + Record("2", "b", many) +
                                     Record("3", std::string(20'000, 'c')) + Record("4", "d"),
                                 Blocks::kRead, limits);
  EXPECT_THAT(reading.ids, ElementsAre("<4>"));
  EXPECT_THAT(reading.errors, ElementsAre(HasSubstr("head is over"), HasSubstr("over 10 fields"),
                                          HasSubstr("its block of 19.5 KiB is over 10.0 KiB")));
}

TEST(WarcReader, ReadsWhatWePackAMemberForEachRecord) {
  Capture capture;
  capture.id = "0011223344556677";
  capture.page = PageOf("https://a.example/1", "<p>3,000</p>");
  const std::string file = WarcInfo("x.warc.gz", "claimwatch", At(0), WarcPacking::kGzip) +
                           WarcRecords(capture, {}, std::nullopt, WarcPacking::kGzip);
  std::size_t members = 0;
  for (std::size_t at = 0; at != std::string::npos; at = file.find("\x1F\x8B\x08", at + 1)) {
    ++members;
  }
  EXPECT_EQ(members, 3U);
  EXPECT_THAT(ReadIn(file).errors, IsEmpty());
  EXPECT_THAT(ReadIn(file).ids, SizeIs(3));
}

TEST(WarcReader, ReadsWhatWeWrite) {
  Capture capture;
  capture.id = "0011223344556677";
  capture.page = PageOf("https://a.example/1", "<p>3,000</p>");
  const std::string file = WarcInfo("x.warc", "claimwatch", At(0)) + WarcRecords(capture, {});
  EXPECT_THAT(ReadIn(file).errors, IsEmpty());
  EXPECT_THAT(ReadIn(file).ids, SizeIs(3));
}

}  // namespace
}  // namespace claimwatch::testing
