#include "daemon/import_plan.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <unordered_map>

#include <fmt/format.h>

#include "core/digest.h"
#include "core/text.h"
#include "daemon/warc_page.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostProblems = 100;
constexpr std::size_t kMostAnswers = 2'000'000;
constexpr std::size_t kLookedAt = std::size_t{16} << 10U;  // of a block, for its HTTP headers
constexpr std::uint64_t kTellEvery = 256;                  // records

// What a revisit may call its original by. Hashes, because an archive has millions of them.
struct Names {
  std::uint64_t id = 0;       // WARC-Record-ID
  std::uint64_t moment = 0;   // address and date
  std::uint64_t payload = 0;  // digest
};

std::uint64_t NameOf(std::string_view kind, std::string_view a, std::string_view b = "") {
  return a.empty() ? 0 : StableHash(fmt::format("{}\n{}\n{}", kind, a, b));
}

Names NamesOf(const WarcRecord& record) {
  return {NameOf("id", record.id), NameOf("moment", record.uri, FormatTime(record.date)),
          NameOf("payload", record.Field("warc-payload-digest"))};
}

Names NamesOfOriginal(const WarcRecord& revisit) {
  const std::optional<Time> date = ParseWarcDate(revisit.Field("warc-refers-to-date"));
  const std::string uri = PlainUri(revisit.Field("warc-refers-to-target-uri"));
  return {NameOf("id", revisit.Field("warc-refers-to")),
          date ? NameOf("moment", uri, FormatTime(*date)) : 0,
          NameOf("payload", revisit.Field("warc-payload-digest"))};
}

class Planner {
 public:
  Planner(const std::vector<std::filesystem::path>& files, const Progress& progress)
      : files_(files),
        progress_(progress) {}

  Result<ImportPlan> Run() {
    std::error_code failed;
    for (const std::filesystem::path& file : files_) {
      const std::uintmax_t size = std::filesystem::file_size(file, failed);
      total_ += failed ? 0 : size;
    }
    for (std::size_t i = 0; i < files_.size(); ++i) {
      CW_TRY(Scan(i));
    }
    for (const Revisit& revisit : revisits_) {
      Resolve(revisit);
    }
    std::stable_sort(plan_.pages.begin(), plan_.pages.end(),
                     [](const ArchivedPage& a, const ArchivedPage& b) { return a.date < b.date; });
    return std::move(plan_);
  }

 private:
  struct Answer {
    WarcSpot spot;
    bool page = false;
  };

  struct Revisit {
    WarcSpot spot;
    Time date{};
    Names original;
  };

  Status Scan(std::size_t file) {
    std::ifstream in(files_[file], std::ios::binary);
    if (!in || std::filesystem::is_directory(files_[file])) {
      return Error(Errc::kNotFound,
                   fmt::format("import {}: cannot be read: {}", files_[file].string(),
                               in ? "it is a folder" : std::generic_category().message(errno)));
    }
    WarcReader reader(in);
    bool more = true;
    for (std::uint64_t count = 0; more; ++count) {
      const Result<std::optional<WarcRecord>> record = reader.Next();
      if (!record.ok()) {
        Complain(file, record.error().message());
      } else if (more = record->has_value(); more) {
        CW_TRY(Note(file, **record, reader));
      }
      if (progress_ && count % kTellEvery == 0) {
        progress_(scanned_ + reader.consumed(), total_);
      }
    }
    scanned_ += reader.consumed();
    return Ok();
  }

  Status Note(std::size_t file, const WarcRecord& record, WarcReader& reader) {
    ++plan_.records;
    if (record.type != "response" && record.type != "revisit") {
      return Ok();
    }
    if (answers_.size() + revisits_.size() >= kMostAnswers) {
      return Error(Errc::kLimit, fmt::format("import: more than {} answers; name fewer files at a "
                                             "time, in the order of their dates",
                                             kMostAnswers));
    }
    const WarcSpot spot{file, record.place};
    if (record.type == "revisit") {
      revisits_.push_back({spot, record.date, NamesOfOriginal(record)});
      return Ok();
    }
    const bool page = BringsPage(reader.PeekBlock(kLookedAt));
    if (page) {
      plan_.pages.push_back({spot, std::nullopt, record.date});
    } else {
      ++plan_.others;
    }
    const Names names = NamesOf(record);
    for (const std::uint64_t name : {names.id, names.moment, names.payload}) {
      if (name != 0) {
        by_name_.try_emplace(name, answers_.size());
      }
    }
    answers_.push_back({spot, page});
    return Ok();
  }

  void Resolve(const Revisit& revisit) {
    const Names& names = revisit.original;
    for (const std::uint64_t name : {names.id, names.moment, names.payload}) {
      const auto found = by_name_.find(name);
      if (name == 0 || found == by_name_.end()) {
        continue;
      }
      const Answer& original = answers_[found->second];
      if (original.page) {
        plan_.pages.push_back({revisit.spot, original.spot, revisit.date});
      } else {
        ++plan_.others;
      }
      return;
    }
    Complain(revisit.spot.file,
             PlaceText(revisit.spot.place) +
                 ": a revisit of an answer that is in none of these files; name the file that has "
                 "it too");
  }

  void Complain(std::size_t file, const std::string& what) {
    ++plan_.problem_count;
    if (plan_.problems.size() < kMostProblems) {
      plan_.problems.push_back(fmt::format("{}: {}", files_[file].string(), what));
    }
  }

  const std::vector<std::filesystem::path>& files_;
  const Progress& progress_;
  ImportPlan plan_;
  std::uint64_t total_ = 0;    // bytes of all files
  std::uint64_t scanned_ = 0;  // of those that are done
  std::vector<Answer> answers_;
  std::vector<Revisit> revisits_;
  std::unordered_map<std::uint64_t, std::size_t> by_name_;  // index of answers_
};

}  // namespace

Result<ImportPlan> PlanImport(const std::vector<std::filesystem::path>& files,
                              const Progress& progress) {
  return Planner(files, progress).Run();
}

}  // namespace claimwatch
