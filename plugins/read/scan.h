// One paragraph under the reader's eye: its tokens, the word tables, and the small questions every
// rule asks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/read/lexicon.h"
#include "plugins/read/token.h"

namespace claimwatch {

struct Moment;

// How a language writes digits.
struct DigitStyle {
  bool decimal_comma = false;  // 94,8
  bool space_groups = false;   // 10 000 with an ordinary space
  bool point_groups = false;   // 10.000
};

DigitStyle DigitStyleOf(std::string_view language);

struct Scan {
  std::string_view text;  // the whole text; tokens carry its offsets
  const Lexicon* lexicon = nullptr;
  DigitStyle style;
  std::string_view language;
  const Moment* published = nullptr;  // the text's own day; without it no "yesterday" is read
  std::vector<Token> tokens;
  std::vector<bool> masked;  // by token: part of an address, a code, a dateline …
  std::vector<bool> taken;   // by token: part of a figure; empty until all were read

  std::size_t size() const { return tokens.size(); }

  bool Has(std::size_t at) const { return at < tokens.size(); }

  std::string_view Text(std::size_t at) const {
    return text.substr(tokens[at].start, tokens[at].end - tokens[at].start);
  }

  std::string_view Text(std::size_t first, std::size_t last) const {
    return first < last
               ? text.substr(tokens[first].start, tokens[last - 1].end - tokens[first].start)
               : std::string_view();
  }

  std::string Folded(std::size_t at) const;

  bool IsKind(std::size_t at, TokenKind kind) const { return Has(at) && tokens[at].kind == kind; }

  bool IsDigits(std::size_t at) const { return IsKind(at, TokenKind::kDigits); }

  bool IsWord(std::size_t at) const { return IsKind(at, TokenKind::kWord); }

  bool IsHan(std::size_t at) const { return IsKind(at, TokenKind::kHan); }

  // One of the characters of `set`, which is in simplified ones as all tokens are.
  bool IsHan(std::size_t at, std::u32string_view set) const {
    return IsHan(at) && set.find(tokens[at].point) != std::u32string_view::npos;
  }

  bool IsSymbol(std::size_t at, char32_t point) const {
    return IsKind(at, TokenKind::kSymbol) && tokens[at].point == point;
  }

  bool IsSymbol(std::size_t at, std::u32string_view set) const {
    return IsKind(at, TokenKind::kSymbol) &&
           set.find(tokens[at].point) != std::u32string_view::npos;
  }

  // A word that starts with a capital.
  bool IsUpper(std::size_t at) const { return IsWord(at) && tokens[at].upper; }

  bool IsTaken(std::size_t at) const { return at < taken.size() && taken[at]; }

  // No white space between token `at` and the one before it.
  bool Tight(std::size_t at) const { return at > 0 && Has(at) && !tokens[at].space; }

  // One of the signs of `set` that touches what stands on both sides of it: "30-day".
  bool JoinsTight(std::size_t at, std::u32string_view set) const {
    return IsSymbol(at, set) && Tight(at) && Tight(at + 1);
  }

  // … and digits stand behind it: "12:30", "1,200".
  bool JoinsDigits(std::size_t at, std::u32string_view set) const {
    return JoinsTight(at, set) && IsDigits(at + 1);
  }

  // Behind a `sign` that hangs on the token before `at`; `at` where there is none.
  std::size_t SkipTight(std::size_t at, char32_t sign) const {
    return at + (IsSymbol(at, sign) && Tight(at) ? 1U : 0U);
  }

  // A word of the text that is `folded` when its case is folded.
  bool Reads(std::size_t at, std::string_view folded) const {
    return IsWord(at) && Folded(at) == folded;
  }

  bool IsHyphen(
      std::size_t at) const;  // -, ‐, ‑ and the like, or an en dash, em dash, minus, tilde
  bool IsDash(std::size_t at) const;      // only the long ones
  bool EndsClause(std::size_t at) const;  // , ; : . ! ? and their wide forms, or a line break

  // Token `at` is the first of its clause.
  bool OpensClause(std::size_t at) const { return at == 0 || EndsClause(at - 1); }

  bool EndsSentence(
      std::size_t at) const;  // . ! ? 。 or a line break, not the dot of an abbreviation

  // Most words begin no entry of the kind that is asked for: that is decided without a call.
  Lexicon::Match Find(std::size_t at, Tag tag) const {
    return Begins(at, tag) ? lexicon->Find(text, tokens, at, tag) : Lexicon::Match{};
  }

  Lexicon::Match FindBefore(std::size_t at, Tag tag) const {
    return lexicon->FindBefore(text, tokens, at, tag);
  }

  // Behind an entry of kind `tag` at token `at`; `at` where there is none.
  std::size_t Skip(std::size_t at, Tag tag) const {
    const Lexicon::Match match = Find(at, tag);
    return match ? match.end : at;
  }

  // The first token of an entry of kind `tag` that ends before `at`; `at` where there is none.
  std::size_t SkipBefore(std::size_t at, Tag tag) const {
    const Lexicon::Match match = FindBefore(at, tag);
    return match ? match.end : at;
  }

  // Whether an entry of kind `tag` may begin at token `at`: only its first word was looked at.
  bool Begins(std::size_t at, Tag tag) const {
    return Has(at) && lexicon->Begins(tokens[at].id, tag);
  }

  // The same for any kind of `tags`, which are Mask()s joined by |.
  bool BeginsAny(std::size_t at, std::uint64_t tags) const {
    return Has(at) && lexicon->BeginsAny(tokens[at].id, tags);
  }
};

}  // namespace claimwatch
