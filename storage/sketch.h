// A text in a few numbers, by which copies of it are known in another article's place: wire copy
// under other headlines, with a paragraph less, with a figure altered.
//
// The smallest hashes of all runs of some words (bottom-k MinHash; Broder, On the resemblance and
// containment of documents, 1997): the share that two sketches have in common estimates the share
// that the texts have.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/article.h"
#include "core/result.h"
#include "storage/engine.h"

namespace claimwatch {

// Ascending, each once, at most kSketchSize; empty for a text too short to tell.
using Sketch = std::vector<std::uint64_t>;

constexpr std::size_t kSketchSize = 32;
constexpr double kCopyFrom = 0.4;  // likeness from which two texts are copies

// Of the paragraphs alone; headlines differ between outlets. Punctuation, spaces and the case of
// ASCII letters do not count; every digit does. Linear in the text. Stored sketches are compared
// with new ones: another way to make them needs a step of the migration.
Sketch SketchOf(const Article& article);

// 0 nothing in common … 1 the same text.
double Likeness(const Sketch& a, const Sketch& b);

// The hashes under which an article is found: the smallest ones. Two copies nearly always share
// one; a pair that only just is a copy may share none and is then not found.
std::span<const std::uint64_t> KeysOf(const Sketch& sketch);

// The sketch of the article's latest text; empty when there is none.
Result<Sketch> ReadSketch(const Engine& engine, std::string_view article_id);
// Into `batch`: `now` with its keys, in place of `before` and its keys.
void ReplaceSketch(Batch& batch, std::string_view article_id, const Sketch& before,
                   const Sketch& now);

std::string EncodeSketch(const Sketch& sketch);
// kCorrupt for anything else than EncodeSketch wrote.
Result<Sketch> DecodeSketch(std::string_view bytes);

}  // namespace claimwatch
