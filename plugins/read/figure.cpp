#include "plugins/read/figure.h"

#include <algorithm>

#include "plugins/read/bounds.h"
#include "plugins/read/draft.h"
#include "plugins/read/language.h"
#include "plugins/read/moment.h"
#include "plugins/read/sense.h"

namespace claimwatch {
namespace {

// A paragraph longer than this is read in pieces, cut at a line break or a space.
constexpr std::size_t kLongestPiece = std::size_t{64} << 10U;

constexpr auto kTriggers = Mask(Tag::kNumber) | Mask(Tag::kOrdinal) | Mask(Tag::kGroup) |
                           Mask(Tag::kVague) | Mask(Tag::kMultiple) | Mask(Tag::kFraction) |
                           Mask(Tag::kMonth) | Mask(Tag::kWeekday) | Mask(Tag::kCurrency) |
                           Mask(Tag::kMinus) | Mask(Tag::kCompound);
// What makes a figure of an article in front of it: "a dozen", "the third week", "within a decade".
constexpr auto kBehindArticle =
    kTriggers | Mask(Tag::kUnit) | Mask(Tag::kScale) | Mask(Tag::kPeriod) | Mask(Tag::kArticle);

// Signs that a number may start with: - + . − － and the written fractions.
bool IsNumberSign(char32_t point) {
  constexpr std::u32string_view kSigns = U"-+.\u2212\uFF0D";
  return kSigns.find(point) != std::u32string_view::npos || (point >= 0xBC && point <= 0xBE) ||
         (point >= 0x2150 && point <= 0x215E);
}

// Every third English word is an article: the readers look only at those that something follows.
bool IsArticleOfFigure(const Scan& scan, std::size_t at) {
  return scan.Begins(at, Tag::kArticle) &&
         (scan.BeginsAny(at + 1, kBehindArticle) ||
          (scan.published != nullptr && scan.Begins(at + 1, Tag::kDeictic)));
}

// "Q3 2024", "H1 2025": a letter that digits touch may begin a part of a year.
bool IsPartSign(const Scan& scan, std::size_t at) {
  const Token& token = scan.tokens[at];
  return token.end == token.start + 1 && scan.IsDigits(at + 1) && scan.Tight(at + 1);
}

// "III квартал": Roman digits before a part of the year.
bool IsRomanPart(const Scan& scan, std::size_t at) {
  return scan.tokens[at].point == U'I' && scan.Begins(at + 1, Tag::kPeriod);
}

bool IsTriggerWord(const Scan& scan, std::size_t at) {
  const std::uint32_t id = scan.tokens[at].id;
  // number words of these languages may be put together: "dreißigtausend", "dosmilésimo"
  return scan.lexicon->BeginsAny(id, kTriggers) || IsArticleOfFigure(scan, at) ||
         IsPartSign(scan, at) || IsRomanPart(scan, at) || scan.language == "de" ||
         (scan.language == "es" && id == 0);
}

bool IsTrigger(const Scan& scan, std::size_t at) {
  const Token& token = scan.tokens[at];
  if (scan.published != nullptr && scan.Begins(at, Tag::kDeictic)) {
    return true;
  }
  switch (token.kind) {
    case TokenKind::kDigits:
      return true;
    case TokenKind::kHan:
      return scan.language == "zh";
    case TokenKind::kWord:
      return IsTriggerWord(scan, at);
    case TokenKind::kSymbol:
      return scan.lexicon->BeginsAny(token.id, kTriggers) || IsNumberSign(token.point);
    default:
      return false;
  }
}

bool HasNumber(const Scan& scan) {
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (IsTrigger(scan, i)) {
      return true;
    }
  }
  return false;
}

// "forty-five (45)": the number before it once more, in digits.
bool IsSaidAgain(const Scan& scan, const std::vector<FigureDraft>& drafts,
                 const FigureDraft& draft) {
  if (drafts.empty() || !draft.bare || draft.first == 0) {
    return false;
  }
  const FigureDraft& before = drafts.back();
  return before.last + 1 == draft.first && scan.IsSymbol(before.last, U"(\uFF08") &&
         scan.IsSymbol(draft.last, U")\uFF09") && before.numeral.form == NumeralForm::kWords &&
         before.figure.value == draft.figure.value;
}

std::vector<FigureDraft> ReadDrafts(const Scan& scan) {
  std::vector<FigureDraft> drafts;
  for (std::size_t at = 0; at < scan.size();) {
    if (scan.masked[at] || !IsTrigger(scan, at)) {
      ++at;
      continue;
    }
    std::optional<FigureDraft> draft = ReadDraft(scan, at);
    if (!draft || draft->last <= at) {
      ++at;
      continue;
    }
    const std::size_t next = draft->last;
    const bool masked = std::any_of(scan.masked.begin() + static_cast<std::ptrdiff_t>(draft->first),
                                    scan.masked.begin() + static_cast<std::ptrdiff_t>(next),
                                    [](bool one) { return one; });
    if (!masked && MakesSense(scan, *draft) && !IsSaidAgain(scan, drafts, *draft)) {
      drafts.push_back(std::move(*draft));
    }
    at = next;
  }
  return drafts;
}

// Words of one figure are no counted noun of another.
void MarkTaken(const std::vector<FigureDraft>& drafts, Scan& scan) {
  scan.taken.assign(scan.size(), false);
  for (const FigureDraft& draft : drafts) {
    for (std::size_t i = draft.first; i < draft.last && draft.figure.kind != FigureKind::kMultiple;
         ++i) {
      scan.taken[i] = true;
    }
  }
}

void ReadPiece(Scan& scan, Span part, std::vector<Figure>& figures) {
  scan.tokens.clear();
  scan.taken.clear();
  Tokenize(scan.text, part, scan.tokens);
  scan.lexicon->Identify(scan.text, scan.tokens);
  if (!HasNumber(scan)) {
    return;
  }
  MaskLookalikes(scan);
  std::vector<FigureDraft> drafts = ReadDrafts(scan);
  ShareListUnits(scan, drafts);
  MarkTaken(drafts, scan);
  for (FigureDraft& draft : drafts) {
    FindComparator(scan, draft);
    FindChange(scan, draft);
  }
  JoinBounds(scan, drafts);
  FindCounted(scan, drafts);
  for (FigureDraft& draft : drafts) {
    figures.push_back(std::move(draft.figure));
  }
}

// The end of the piece that starts at `start`: a paragraph, or less when it is very long.
std::size_t PieceEnd(std::string_view text, std::size_t start) {
  const std::size_t blank = text.find("\n\n", start);
  const std::size_t end = blank == std::string_view::npos ? text.size() : blank + 2;
  if (end - start <= kLongestPiece) {
    return end;
  }
  for (const char mark : {'\n', ' '}) {
    const std::size_t cut = text.rfind(mark, start + kLongestPiece);
    if (cut != std::string_view::npos && cut > start) {
      return cut + 1;
    }
  }
  std::size_t cut = start + kLongestPiece;
  while (cut < end && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) {
    ++cut;
  }
  return cut;
}

}  // namespace

std::vector<Figure> ReadFigures(std::string_view text, std::string_view language) {
  return ReadFigures(text, language, {});
}

std::vector<Figure> ReadFigures(std::string_view text, std::string_view language,
                                std::string_view published) {
  const std::optional<Moment> today = ParseMoment(published);
  const std::string detected = language.empty() ? DetectLanguage(text) : std::string();
  // Short texts are often undecided; Latin letters then read best as English.
  const std::string_view fallback = detected.empty() ? "en" : std::string_view(detected);
  const std::string_view wanted =
      language.empty() ? fallback : language.substr(0, language.find('-'));
  Scan scan;
  scan.text = text;
  scan.lexicon = &Lexicon::For(wanted);
  scan.language = scan.lexicon->language();
  scan.style = DigitStyleOf(scan.language);
  scan.published =
      today && today->year != 0 && today->month != 0 && today->day != 0 ? &*today : nullptr;
  std::vector<Figure> figures;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = PieceEnd(text, start);
    ReadPiece(scan, {start, end}, figures);
    start = end;
  }
  return figures;
}

}  // namespace claimwatch
