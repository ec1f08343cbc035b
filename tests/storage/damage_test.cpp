// Whatever happens to a file of the store is either harmless or said: with the file or the record,
// and with the next command.
//
// Environment: CW_DAMAGE_SEEDS for more places per kind of damage.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <random>

#include <gmock/gmock.h>

#include "core/text.h"
#include "storage/manifest.h"
#include "storage/upkeep.h"
#include "tests/storage/samples.h"
#include "tests/support/asked.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using Random = std::mt19937;

constexpr int kSeeds = 4;
constexpr int kVersions = 60;
constexpr const char* kUrl = "https://herald.example/astana";

std::string TextOf(int n) {
  return "text " + std::to_string(n);
}

void FlipBit(const fs::path& file, std::uintmax_t at, Random& random) {
  std::fstream io(file, std::ios::in | std::ios::out | std::ios::binary);
  io.seekg(static_cast<std::streamoff>(at));
  const int byte = io.get();
  io.seekp(static_cast<std::streamoff>(at));
  io.put(static_cast<char>(byte ^ (1 << (random() % 8))));
}

void FlipInMiddle(const fs::path& file, Random& random) {
  const std::uintmax_t size = fs::file_size(file);
  FlipBit(file, size / 4 + random() % std::max<std::uintmax_t>(size / 2, 1), random);
}

void FlipInEnd(const fs::path& file, Random& random) {
  const std::uintmax_t size = fs::file_size(file);
  FlipBit(file, size - 1 - random() % std::min<std::uintmax_t>(size, 48), random);
}

void CutInHalf(const fs::path& file, Random& random) {
  const std::uintmax_t size = fs::file_size(file);
  fs::resize_file(file, size / 4 + random() % std::max<std::uintmax_t>(size / 2, 1));
}

void CutTail(const fs::path& file, Random& random) {
  const std::uintmax_t size = fs::file_size(file);
  fs::resize_file(file, size - std::min<std::uintmax_t>(size, 1 + random() % 12));
}

void Remove(const fs::path& file, Random& /*random*/) {
  fs::remove(file);
}

void Zero(const fs::path& file, Random& random) {
  const std::uintmax_t size = fs::file_size(file);
  std::fstream io(file, std::ios::in | std::ios::out | std::ios::binary);
  io.seekp(static_cast<std::streamoff>(random() % size));
  const std::uintmax_t left = size - static_cast<std::uintmax_t>(io.tellp());
  io << std::string(std::min<std::uintmax_t>(left, 512), '\0');
}

struct Damage {
  const char* name;
  const char* file;  // part of the name
  void (*act)(const fs::path& file, Random& random);
};

constexpr Damage kKinds[] = {{"a flipped bit in a table", ".sst", &FlipInMiddle},
                             {"a flipped bit in the end of a table", ".sst", &FlipInEnd},
                             {"a table of zeros", ".sst", &Zero},
                             {"a cut table", ".sst", &CutInHalf},
                             {"a lost table", ".sst", &Remove},
                             {"a flipped bit in the log", ".log", &FlipInMiddle},
                             {"a log that ends early", ".log", &CutInHalf},
                             {"a log without its last bytes", ".log", &CutTail},
                             {"a lost log", ".log", &Remove},
                             {"a flipped bit in the list of files", "MANIFEST", &FlipInMiddle},
                             {"a cut list of files", "MANIFEST", &CutInHalf},
                             {"a lost list of files", "MANIFEST", &Remove},
                             {"a flipped bit in CURRENT", "CURRENT", &FlipInMiddle},
                             {"an empty CURRENT", "CURRENT", &CutInHalf},
                             {"a lost CURRENT", "CURRENT", &Remove},
                             {"a flipped bit in the anchor", "anchors", &FlipInMiddle},
                             {"a lost anchor", "anchors", &Remove}};

class Damaged : public ::testing::Test {
 protected:
  // Half of it in tables, half in the log.
  Damaged() {
    for (int life = 0; life < 2; ++life) {
      const auto store = Store::Open(whole_).value();
      for (int n = life * kVersions / 2; n < (life + 1) * kVersions / 2; ++n) {
        const Appended done = Fetch(*store, kUrl, TextOf(n), n).value();
        store
            ->Conclude(done.article_id, done.number, {ProposalOf(TextOf(n), done.article_id)},
                       At(n))
            .value();
      }
    }
  }

  std::vector<fs::path> FilesLike(std::string_view part) const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(dir_)) {
      const std::string name = entry.path().filename();
      if (entry.is_regular_file() && entry.file_size() > 0 &&
          name.find(part) != std::string::npos) {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  // "" when every version and every alert is there as it was written.
  static std::string WrongWith(const Store& store) {
    const Result<ArticleRecord> record = store.FindArticle(kUrl);
    if (!record.ok() || record->versions != kVersions) {
      return "the article is not whole";
    }
    for (int n = 0; n < kVersions; ++n) {
      const Result<Version> version =
          store.GetVersion(record->id, static_cast<std::uint32_t>(n + 1));
      if (!version.ok() || version->article.paragraphs.front() != TextOf(n)) {
        return "version " + std::to_string(n + 1) + " is not whole";
      }
    }
    const auto alerts = store.Alerts({});
    return alerts.ok() && alerts->size() == kVersions ? "" : "alerts are missing";
  }

  // What the damage to `file` came to: "" when all is well.
  std::string Judge(const fs::path& file) {
    const Result<std::unique_ptr<Store>> opened = Store::Open(dir_);
    if (!opened.ok()) {
      ++detected_;
      return JudgeMessage(opened.error(), file);
    }
    const Result<VerifyReport> report = (*opened)->Verify({});
    if (!report.ok() || report->problem_count > 0) {
      ++detected_;
      return "";
    }
    ++harmless_;
    return WrongWith(**opened);
  }

  std::string JudgeMessage(const Error& error, const fs::path& file) {
    const std::string& message = error.message();
    const bool named =
        message.find(file.filename().string()) != std::string::npos ||
        message.find("of " + std::to_string(kVersions) + " versions") != std::string::npos;
    const bool advised = message.find("claimwatch fsck") != std::string::npos &&
                         message.find("backup") != std::string::npos;
    return error.code() == Errc::kCorrupt && named && advised
               ? ""
               : std::string(ErrcName(error.code())) + ": " + message;
  }

  TempFolder folder_;
  fs::path whole_ = folder_.path() / "whole";
  fs::path dir_ = folder_.path() / "store";
  int detected_ = 0;
  int harmless_ = 0;
};

TEST_F(Damaged, FilesAreHarmlessOrSaidWithTheFileAndTheNextCommand) {
  const int seeds = Asked("CW_DAMAGE_SEEDS", kSeeds);
  for (const Damage& damage : kKinds) {
    for (int seed = 0; seed < seeds; ++seed) {
      Random random(static_cast<unsigned>(seed));
      fs::remove_all(dir_);
      fs::copy(whole_, dir_, fs::copy_options::recursive);
      const std::vector<fs::path> files = FilesLike(damage.file);
      ASSERT_FALSE(files.empty()) << damage.name;
      const fs::path file = files.at(random() % files.size());
      damage.act(file, random);
      EXPECT_EQ(Judge(file), "") << damage.name << ", " << file << ", seed " << seed;
    }
  }
  std::printf("%zu kinds of damage, %d each: %d detected, %d harmless\n", std::size(kKinds), seeds,
              detected_, harmless_);
}

// A power cut between the writing of a record and its sync: the length came to the disk, the bytes
// did not.
TEST_F(Damaged, AListOfFilesThatEndsInZerosLosesOnlyWhatWasNotSure) {
  for (const std::size_t kept : {8U, 20U, 30U}) {
    fs::remove_all(dir_);
    fs::copy(whole_, dir_, fs::copy_options::recursive);
    const fs::path file = FilesLike("MANIFEST").back();
    const std::string record = std::string("\x12\x34\x56\x78\x28\x00\x01", 7) +
                               std::string(kept - 7, 'x') + std::string(7 + 40 - kept, '\0');
    std::ofstream(file, std::ios::binary | std::ios::app) << record;
    EXPECT_EQ(Judge(file), "") << kept;
    EXPECT_EQ(detected_, 0) << kept;
  }
}

TEST_F(Damaged, AWholeListOfFilesIsNotTorn) {
  fs::copy(whole_, dir_, fs::copy_options::recursive);
  const std::string list = ReadAll(FilesLike("MANIFEST").back());
  EXPECT_EQ(TornRecord(list), std::nullopt);
  EXPECT_EQ(TornRecord(list + std::string(64, '\0')), std::nullopt) << "room made in advance";
  std::string torn = list;
  torn.back() = '\0';
  const std::optional<std::size_t> begin = TornRecord(torn);
  ASSERT_TRUE(begin);
  EXPECT_EQ(TornRecord(list.substr(0, *begin)), std::nullopt);
}

TEST_F(Damaged, ACurrentThatNamesNothingIsAnErrorWithTheNextCommand) {
  for (const char* name : {"", "\n"}) {
    fs::remove_all(dir_);
    fs::copy(whole_, dir_, fs::copy_options::recursive);
    const fs::path file = FilesLike("CURRENT").back();
    std::ofstream(file, std::ios::trunc) << name;
    EXPECT_EQ(Judge(file), "");
    EXPECT_EQ(detected_, 1);
    detected_ = 0;
  }
}

TEST_F(Damaged, TheNextCommandNamesWhatIsLostAndBringsBackTheRest) {
  fs::copy(whole_, dir_, fs::copy_options::recursive);
  fs::remove(FilesLike(".log").back());
  const VerifyReport looked = CheckStore(dir_, Repair::kNo, {}).value();
  EXPECT_GT(looked.problem_count, 0U);
  const VerifyReport left = CheckStore(dir_, Repair::kAcceptLoss, {}).value();
  EXPECT_EQ(left.problem_count, 0U);
  EXPECT_EQ(Store::Open(dir_).value()->GetStatus()->versions, kVersions / 2);
}

}  // namespace
}  // namespace claimwatch::testing
