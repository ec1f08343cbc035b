#include "storage/witness.h"

#include <fstream>

#include <fmt/format.h>

#include "core/json.h"
#include "core/text.h"
#include "storage/checkpoint.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestLine = 4U << 20U;  // an alert has 2 to 20 KiB
constexpr std::size_t kMostProblems = 100;

std::string Place(const std::filesystem::path& file, std::size_t line) {
  return fmt::format("{}:{}", file.filename().string(), line);
}

void Complain(Testimony& testimony, std::string problem) {
  if (testimony.problems.size() < kMostProblems) {
    testimony.problems.push_back(std::move(problem));
  }
}

void HearNote(Testimony& testimony, const std::string& note, const std::string& place,
              const VerifierKey& key) {
  const Result<std::string> text = OpenNote(note, key);
  const Result<Checkpoint> checkpoint =
      text.ok() ? ParseCheckpoint(*text) : Result<Checkpoint>(text.error());
  if (checkpoint.ok()) {
    testimony.witnesses.push_back({checkpoint->head, place});
  } else {
    Complain(testimony, fmt::format("{}: checkpoint: {}", place, checkpoint.error().message()));
  }
}

// The empty line below a signature ends a note; the one above it does not.
Testimony HearNotes(std::istream& in, const std::filesystem::path& file, const VerifierKey& key) {
  Testimony testimony;
  std::string note;
  std::size_t begin = 1;
  bool is_signed = false;  // the line before was a signature
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (is_signed && line.empty()) {
      HearNote(testimony, note, Place(file, begin), key);
      note.clear();
      begin = number + 1;
    } else if (note.size() < kLongestLine) {
      note += line + "\n";
    }
    is_signed = IsSignatureLine(line) && !in.eof();
  }
  if (is_signed) {
    HearNote(testimony, note, Place(file, begin), key);
  }
  return testimony;
}

Testimony HearAlerts(std::istream& in, const std::filesystem::path& file) {
  Testimony testimony;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const bool torn = in.eof();  // no line break behind it
    const Result<Json> record = line.size() <= kLongestLine
                                    ? Json::Parse(line)
                                    : Result<Json>(Error(Errc::kLimit, "longer than 4 MiB"));
    if (record.ok()) {
      testimony.witnesses.push_back({LogHeadOf(*record), Place(file, number)});
    } else if (!torn && !Trim(line).empty()) {
      Complain(testimony,
               fmt::format("{}: no alert: {}", Place(file, number), record.error().message()));
    }
  }
  return testimony;
}

}  // namespace

Result<Testimony> ReadTestimony(const std::filesystem::path& file, const VerifierKey& key) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return Error(Errc::kNotFound, fmt::format("{}: cannot be read", file.string()));
  }
  const int first = in.peek();
  if (first == std::ifstream::traits_type::eof()) {
    return Testimony();
  }
  Testimony testimony = first == '{' ? HearAlerts(in, file) : HearNotes(in, file, key);
  if (in.bad()) {
    return Error(Errc::kIo, fmt::format("{}: could not be read to its end", file.string()));
  }
  return testimony;
}

}  // namespace claimwatch
