#include <algorithm>

#include "plugins/read/draft.h"

namespace claimwatch {
namespace {

// Dates and durations count nothing of their own.
bool CountsNothing(const Figure& figure) {
  return figure.kind == FigureKind::kDate || figure.kind == FigureKind::kTime;
}

}  // namespace

void SetCounted(const Scan& scan, FigureDraft& draft, std::size_t first, std::size_t last) {
  if (first >= last) {
    return;
  }
  draft.counted_first = first;
  draft.counted_last = last;
  draft.figure.counted_span = {scan.tokens[first].start, scan.tokens[last - 1].end};
  std::string counted;
  for (std::size_t i = first; i < last; ++i) {
    counted += (i > first && scan.tokens[i].space ? " " : "") + LowerCase(scan.Text(i));
  }
  draft.figure.counted = std::move(counted);
}

bool TakeEarlierCounted(std::vector<FigureDraft>& drafts, std::size_t index,
                        bool (*lends)(const FigureDraft& earlier)) {
  constexpr std::size_t kReach = 12;  // figures looked back at
  for (std::size_t i = index; i > 0 && i + kReach > index; --i) {
    const FigureDraft& earlier = drafts[i - 1];
    if (!earlier.figure.counted.empty() && lends(earlier)) {
      drafts[index].figure.counted = earlier.figure.counted;
      return true;
    }
  }
  return false;
}

void FindCounted(const Scan& scan, std::vector<FigureDraft>& drafts) {
  using Finder = void (*)(const Scan&, std::vector<FigureDraft>&, std::size_t);
  Finder finder = FindCountedEnglish;
  if (scan.language == "zh") {
    finder = FindCountedChinese;
  } else if (scan.language == "ru") {
    finder = FindCountedRussian;
  } else if (scan.language != "en") {
    return;
  }
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (!CountsNothing(drafts[i].figure)) {
      finder(scan, drafts, i);
    }
  }
}

}  // namespace claimwatch
