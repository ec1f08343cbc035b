// Findings, versions and alerts for the tests of this folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/alert.h"
#include "core/article.h"
#include "core/digest.h"
#include "core/text.h"
#include "plugins/alert/record.h"

namespace claimwatch::testing {

inline Figure Trainings(std::int64_t value, std::string text, std::size_t start) {
  Figure figure;
  figure.span = {start, start + text.size()};
  figure.text = std::move(text);
  figure.value = value;
  figure.counted = "training opportunities";
  return figure;
}

inline Finding ChangedTrainings() {
  Finding finding;
  finding.type = FindingType::kChangedFigure;
  finding.severity = Severity::kCritical;
  finding.score = 92;
  finding.confidence = 0.97;
  finding.rule = "CW-FIG-001";
  finding.rule_name = "Figure differs from the baseline";
  finding.reason = "same counted noun, value x10";
  finding.sentence = {"China pledged 30,000 training opportunities.", {10, 54}, 1};
  finding.other = {"China will provide 3,000 training opportunities.", {100, 148}, 3};
  finding.figure = Trainings(30000, "30,000", 24);
  finding.other_figure = Trainings(3000, "3,000", 119);
  finding.signals = {"counted=training opportunity"};
  finding.alternatives = {"100 outcomes: counts something else"};
  finding.key = "figure/training/30000";
  return finding;
}

inline Time Noon() {
  return *ParseTime("2025-06-20T12:00:00Z");
}

inline Version SummitVersion(std::uint32_t number = 1) {
  Version version;
  version.article_id = "a1b2c3d4e5f60718";
  version.number = number;
  version.retrieved = Noon();
  version.source = "example-en";
  version.raw_hash = TaggedHex(Sha256("raw" + std::to_string(number)));
  version.article.url = "https://news.example.org/world/summit";
  version.article.title = "Leaders conclude Astana summit";
  version.article.language = "en";
  version.article.authors = {"A. Reporter"};
  version.article.publisher = "Example News";
  version.article.published = *ParseTime("2025-06-19T18:30:00Z");
  version.article.paragraphs = {"Version " + std::to_string(number) + "."};
  version.article.extractor = "gumbo-1";
  version.text_hash = TextHash(version.article);
  return version;
}

inline Baseline SummitBaseline() {
  Baseline baseline;
  baseline.id = "xinhua-20250619";
  baseline.topic = "summit";
  baseline.article.title = "Xi's attendance at the summit";
  baseline.article.language = "en";
  baseline.article.extractor = "text-1";
  baseline.article.paragraphs = {"China will provide 3,000 training opportunities."};
  return baseline;
}

// A stamped alert, as it comes from the outbox.
inline Alert StampedAlert(std::uint64_t sequence) {
  const Version version = SummitVersion();
  const Baseline baseline = SummitBaseline();
  Finding finding = ChangedTrainings();
  finding.key += std::to_string(sequence);
  const std::string fingerprint = Fingerprint("summit", finding.key);
  AlertFacts facts;
  facts.topic = "summit";
  facts.baseline = &baseline;
  facts.version = &version;
  facts.fingerprint = fingerprint;
  facts.now = Noon();
  Alert alert = MakeAlert(finding, facts);
  StampAlert(alert, sequence, "sha256:" + std::string(64, '0'));
  return alert;
}

// A folder of one test's own, removed with it.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "claimwatch-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }

  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace claimwatch::testing
