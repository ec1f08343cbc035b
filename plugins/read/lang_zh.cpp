// What is counted, in Chinese: number, classifier, then the noun group up to the next verb or mark;
// else the topic before the number.
#include <algorithm>
#include <array>
#include <string_view>

#include "plugins/read/draft.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestNoun = 10;  // characters
constexpr std::size_t kTopicWindow = 40;
constexpr std::size_t kEllipsisReach = 12;  // figures looked back at

constexpr auto kEnd = Mask(Tag::kStop) | Mask(Tag::kVerb) | Mask(Tag::kPreposition) |
                      Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kAfter) | Mask(Tag::kBefore);

bool EndsNoun(const Scan& scan, std::size_t at, std::size_t first) {
  if ((!scan.IsHan(at) && !scan.IsWord(at)) || scan.IsTaken(at) || scan.IsHan(at, U"每")) {
    return true;
  }
  if (at > first && scan.IsHan(at + 1, U"了")) {
    return true;  // 匠人收了: what 了 stands behind is a verb
  }
  if (!scan.lexicon->BeginsAny(scan.tokens[at].id, kEnd)) {
    return false;
  }
  for (const Tag tag : {Tag::kStop, Tag::kVerb, Tag::kPreposition, Tag::kUp, Tag::kDown,
                        Tag::kAfter, Tag::kBefore}) {
    const auto match = scan.Find(at, tag);
    // A verb of one character may be part of a noun ("出 口"); only two and more end it, unless the
    // noun has begun.
    if (match &&
        (match.end - at >= 2 || tag == Tag::kStop || tag == Tag::kPreposition || at > first)) {
      return true;
    }
  }
  return false;
}

// Where the words that end a noun at `at` end themselves: 建成 in two characters, 每万人 with what
// a rate is reckoned by.
std::size_t BehindEnd(const Scan& scan, std::size_t at) {
  std::size_t end = at + 1;
  if (scan.IsHan(at, U"每")) {
    while (scan.IsHan(end, U"百千万亿")) {
      ++end;
    }
    return end + (scan.IsHan(end, U"人户") ? 1U : 0U);
  }
  for (const Tag tag : {Tag::kVerb, Tag::kUp, Tag::kDown, Tag::kBefore}) {
    end = std::max(end, scan.Find(at, tag).end);
  }
  return end;
}

// Nouns in the table ("培训名额", "合作成果") are taken whole.
std::size_t NounEnd(const Scan& scan, std::size_t at, const std::vector<FigureDraft>& drafts,
                    std::size_t index) {
  std::size_t limit = at + kLongestNoun;
  if (index + 1 < drafts.size() && drafts[index + 1].first >= at) {
    limit = std::min(limit, std::max(drafts[index + 1].first, at));
  }
  std::size_t end = at;
  while (end < limit && scan.Has(end)) {
    if (const auto noun = scan.Find(end, Tag::kNoun)) {
      end = noun.end;
      continue;
    }
    if (EndsNoun(scan, end, at)) {
      break;
    }
    ++end;
  }
  return end;
}

// 15亿元人民币（约合2.08亿美元）无偿援助: the noun stands behind the bracket, which is looked for
// in 24 tokens; the figure may also be the last in one.
std::size_t BehindBracket(const Scan& scan, std::size_t at) {
  constexpr std::u32string_view kCloses = U")\uFF09";
  if (!scan.IsSymbol(at, U"(\uFF08")) {
    return scan.IsSymbol(at, kCloses) ? at + 1 : at;
  }
  std::size_t close = at;
  while (close < at + 24 && scan.Has(close) && !scan.IsSymbol(close, kCloses)) {
    ++close;
  }
  return close + 1;
}

// 27名被困人员, 3名遇难者: behind a classifier of persons a verb may say which ones. Where their
// noun ends; `at` when no noun follows the verb.
std::size_t PersonsEnd(const Scan& scan, std::size_t at, const std::vector<FigureDraft>& drafts,
                       std::size_t index) {
  const auto verb =
      at > 0 && scan.IsHan(at - 1, U"名位") ? scan.Find(at, Tag::kVerb) : Lexicon::Match{};
  const std::size_t end = verb ? NounEnd(scan, verb.end, drafts, index) : at;
  const bool persons = end > verb.end && (scan.IsHan(end - 1, U"员者童人工生民客众子女手兵") ||
                                          scan.IsHan(verb.end, U"者员"));
  return verb && persons ? end : at;
}

bool Right(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  std::size_t at = draft.last;
  const auto classifier = scan.Find(at, Tag::kClassifier);
  if (classifier && draft.bare) {
    at = classifier.end;
  }
  if (const auto after = scan.Find(at, Tag::kAfter)) {
    at = after.end;
  }
  at += scan.IsHan(at, U"的") ? 1U : 0U;
  at = BehindBracket(scan, at);
  const std::size_t end =
      std::max(NounEnd(scan, at, drafts, index), PersonsEnd(scan, at, drafts, index));
  if (end > at) {
    SetCounted(scan, draft, at, end);
    return true;
  }
  // 五国, 12人: the classifier is the noun
  if (draft.bare && classifier.Says("noun")) {
    SetCounted(scan, draft, draft.last, classifier.end);
    return true;
  }
  return false;
}

// Whether a verb of saying ends before `at`: 官员称成果超过130项 counts results, not officials.
bool IsBehindSpeech(const Scan& scan, std::size_t at) {
  constexpr std::array<std::u32string_view, 9> kSpeech = {
      U"称", U"说", U"表示", U"指出", U"宣布", U"透露", U"强调", U"认为", U"介绍"};
  return std::any_of(kSpeech.begin(), kSpeech.end(), [&](std::u32string_view verb) {
    bool said = at >= verb.size();
    for (std::size_t i = 0; said && i < verb.size(); ++i) {
      said = scan.IsHan(at - verb.size() + i, verb.substr(i, 1));
    }
    return said;
  });
}

// Where the clause of a figure begins, or what its verb of saying tells.
std::size_t TopicStart(const Scan& scan, const FigureDraft& draft) {
  std::size_t start = draft.first;
  while (start > 0 && draft.first - start < kTopicWindow && !scan.EndsClause(start - 1) &&
         !IsBehindSpeech(scan, start)) {
    --start;
  }
  return start;
}

// 我国的人均收入: the part behind the last 的 of a long topic says what it is.
std::size_t LastPart(const Scan& scan, std::size_t first, std::size_t end) {
  for (std::size_t i = first; i + 1 < end; ++i) {
    first = scan.IsHan(i, U"的") ? i + 1 : first;
  }
  return first;
}

// Where the noun group that begins at `at` ends, before `limit`.
std::size_t TopicEnd(const Scan& scan, std::size_t at, std::size_t limit) {
  std::size_t end = at;
  while (end < limit) {
    const auto noun = scan.Find(end, Tag::kNoun);
    if (!noun && EndsNoun(scan, end, at + 1)) {
      break;
    }
    end = noun ? std::min(noun.end, limit) : end + 1;
  }
  return end;
}

// The topic: the noun group that stands first there, up to its verb.
bool Topic(const Scan& scan, FigureDraft& draft) {
  const std::size_t start = TopicStart(scan, draft);
  std::size_t at = start;
  while (at < draft.first) {
    at = at > start && scan.IsTaken(at - 1) ? scan.Skip(at, Tag::kClassifier) : at;
    if (EndsNoun(scan, at, start) && !scan.Find(at, Tag::kNoun)) {
      at = BehindEnd(scan, at);
      continue;
    }
    const std::size_t end = TopicEnd(scan, at, draft.first);
    if (end >= at + 2) {
      SetCounted(scan, draft, LastPart(scan, at, end), end);
      return true;
    }
    at = end + 1;
  }
  return false;
}

// Where what stands directly before the figure ends: before 约, 超过, 为.
std::size_t BeforeBounds(const Scan& scan, std::size_t at) {
  for (int i = 0; i < 3; ++i) {
    const auto bound = scan.FindBefore(at, Tag::kBefore);
    const auto level = scan.FindBefore(at, Tag::kFrame);
    if (bound) {
      at = bound.end;
    } else if (level.Says("level") || level.Says("light")) {
      at = level.end;
    } else {
      break;
    }
  }
  return at;
}

// A word that ties the noun behind it to time or place ends before `at`: 由年初的52%.
bool IsTied(const Scan& scan, std::size_t at) {
  return scan.FindBefore(at, Tag::kFrom) || scan.IsHan(at - 1, U"由从自在于比对与和较");
}

// 建成基站18.6万个, 下调准备金率0.5个百分点: the object that stands between its verb and the
// figure. The first group of a clause is its topic.
bool Object(const Scan& scan, FigureDraft& draft) {
  if (draft.figure.kind == FigureKind::kMeasure &&
      draft.figure.unit.find('/') != std::string::npos) {
    return false;  // 时速可达350公里 is of the train
  }
  const std::size_t limit = BeforeBounds(scan, draft.first);
  const std::size_t start = TopicStart(scan, draft);
  std::size_t at = start;
  std::size_t group = start;  // where the last one began
  while (at < limit) {
    if (EndsNoun(scan, at, start) && !scan.Find(at, Tag::kNoun)) {
      at = BehindEnd(scan, at);
      group = at;
      continue;
    }
    group = at;
    at = std::max(TopicEnd(scan, at, limit), at + 1);
  }
  const bool object = at == limit && group > start && limit >= group + 2 && !IsTied(scan, group);
  if (object) {
    SetCounted(scan, draft, LastPart(scan, group, limit), limit);
  }
  return object;
}

void Inherit(std::vector<FigureDraft>& drafts, std::size_t index) {
  for (std::size_t i = index; i > 0 && i + kEllipsisReach > index; --i) {
    if (!drafts[i - 1].figure.counted.empty() &&
        drafts[i - 1].figure.kind != FigureKind::kDuration) {
      drafts[index].figure.counted = drafts[i - 1].figure.counted;
      return;
    }
  }
}

// What is counted may stand behind the figure: 十五亿元投资, 130项成果, 三分之一的国家.
bool NounFollows(const Scan& scan, const FigureDraft& draft) {
  constexpr std::array kKinds = {FigureKind::kOrdinal, FigureKind::kMoney, FigureKind::kMeasure,
                                 FigureKind::kFraction};
  return draft.bare || scan.IsHan(draft.last, U"的") ||
         std::find(kKinds.begin(), kKinds.end(), draft.figure.kind) != kKinds.end();
}

// 比常年低五度: the clause has no topic of its own.
bool ComparesInClause(const Scan& scan, const FigureDraft& draft) {
  const std::size_t start = TopicStart(scan, draft);
  return scan.IsHan(start, U"比较");
}

}  // namespace

void FindCountedChinese(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  const FigureKind kind = draft.figure.kind;
  if (kind == FigureKind::kAge) {
    Right(scan, drafts, index);  // 92岁的老兵, 47岁男子
    return;
  }
  if (kind == FigureKind::kDuration) {
    if (!Topic(scan, draft)) {
      Inherit(drafts, index);
    }
    return;
  }
  if (ComparesInClause(scan, draft) && index > 0) {
    Inherit(drafts, index);
    return;
  }
  const bool right = NounFollows(scan, draft) && Right(scan, drafts, index);
  if (!right && !Object(scan, draft) && !Topic(scan, draft)) {
    Inherit(drafts, index);
  }
}

}  // namespace claimwatch
