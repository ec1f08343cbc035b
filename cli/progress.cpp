#include "cli/progress.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::uint64_t kColumns = 30;

}  // namespace

ProgressBar::ProgressBar(std::string label)
    : label_(std::move(label)),
      shown_(isatty(STDERR_FILENO) == 1) {}

Progress ProgressBar::Teller() const {
  if (!shown_) {
    return {};
  }
  return [this](std::uint64_t done, std::uint64_t total) {
    const std::uint64_t whole = total == 0 ? 1 : total;
    const auto full = static_cast<std::size_t>(kColumns * done / whole);
    const std::string bar = std::string(full, '#') + std::string(kColumns - full, '.');
    fmt::print(stderr, "\r{} [{}] {}/{}", label_, bar, done, total);
  };
}

void ProgressBar::Clear() const {
  if (shown_) {
    fmt::print(stderr, "\r\x1b[K");
  }
}

namespace {

// "; the words of 2 alerts went with them (#4, #7)"
std::string BlankedWords(const std::vector<std::uint64_t>& blanked) {
  constexpr std::size_t kNamed = 20;
  if (blanked.empty()) {
    return "";
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(blanked.size(), kNamed); ++i) {
    names.push_back(fmt::format("#{}", blanked[i]));
  }
  return fmt::format("; the words of {} went with them ({}{})", Counted(blanked.size(), "alert"),
                     Join(names, ", "), blanked.size() > kNamed ? ", …" : "");
}

}  // namespace

Result<Exit> PrintReport(const VerifyReport& report, const Output& output, const Beside& beside) {
  const Exit exit = report.problem_count == 0 ? Exit::kDone : Exit::kIntegrity;
  if (output.format != Format::kPeople) {
    Json blanked = Json::MakeArray();
    for (const std::uint64_t sequence : beside.blanked) {
      blanked.Push(sequence);
    }
    output.PrintOne(Json::Of({{"good", report.problem_count == 0},
                              {"versions", report.versions},
                              {"trusted_versions", report.trusted},
                              {"captures", report.captures},
                              {"alerts", report.alerts},
                              {"withheld", report.withheld},
                              {"erased", report.erased},
                              {"blanked_alerts", std::move(blanked)},
                              {"timestamps", Json::Texts(beside.timestamps)},
                              {"witnesses", report.witnesses},
                              {"root", report.root},
                              {"problem_count", report.problem_count},
                              {"problems", Json::Texts(report.problems)}}));
    return exit;
  }
  for (const std::string& problem : report.problems) {
    Print(output.style.Paint(Tone::kCritical, problem) + "\n");
  }
  Print(fmt::format("{}, {}, {} checked; root {}\n", Counted(report.versions, "version"),
                    Counted(report.captures, "response"), Counted(report.alerts, "alert"),
                    report.root));
  Print(fmt::format("compared with {} where the log ended\n",
                    Counted(report.witnesses, "place outside the database that says",
                            "places outside the database that say")));
  if (report.erased != 0) {
    Print(fmt::format("{} erased on purpose; each has its record{}\n",
                      Counted(report.erased, "version was", "versions were"),
                      BlankedWords(beside.blanked)));
  }
  if (report.withheld != 0) {
    Print(fmt::format("{} dropped by retention or erased; the hashes stay\n",
                      Counted(report.withheld, "body was", "bodies were")));
  }
  for (const std::string& stamp : beside.timestamps) {
    Print(stamp + "\n");
  }
  Print(report.problem_count == 0
            ? "everything is as it was stored\n"
            : fmt::format("{}; version records 1 to {} can be trusted\n",
                          Counted(report.problem_count, "problem"), report.trusted));
  return exit;
}

}  // namespace claimwatch
