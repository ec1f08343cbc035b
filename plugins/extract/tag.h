// The elements of HTML that extraction tells apart, and what each means for text.
//
// Everything else is HtmlTag::kUnknown: inline when it holds only inline things, a block otherwise.
#pragma once

#include <cstdint>
#include <string_view>

namespace claimwatch {

// In the order of the names, so that a tag is the place of its name in the table.
enum class HtmlTag : std::uint8_t {
  kUnknown,
  kText,
  kA,
  kAbbr,
  kAddress,
  kArea,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBig,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCite,
  kCode,
  kCol,
  kColgroup,
  kDd,
  kDel,
  kDetails,
  kDialog,
  kDiv,
  kDl,
  kDt,
  kEm,
  kEmbed,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForm,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHgroup,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kIns,
  kLabel,
  kLegend,
  kLi,
  kLink,
  kMain,
  kMark,
  kMenu,
  kMeta,
  kNav,
  kNobr,
  kNoembed,
  kNoframes,
  kNoscript,
  kObject,
  kOl,
  kOptgroup,
  kOption,
  kP,
  kParam,
  kPicture,
  kPre,
  kQ,
  kS,
  kScript,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrike,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kTrack,
  kTt,
  kU,
  kUl,
  kVideo,
  kWbr,
  kXmp,
};

// The tag for a lower-case name.
HtmlTag TagForName(std::string_view name);
std::string_view TagName(HtmlTag tag);

bool IsBlockTag(HtmlTag tag);       // begins and ends a paragraph
bool IsVoidTag(HtmlTag tag);        // has no end tag
bool IsFormattingTag(HtmlTag tag);  // reopened by the HTML parser when left open
bool IsRawTag(HtmlTag tag);         // what is inside is not markup
bool IsNeverText(HtmlTag tag);      // what is inside is never read as text
bool IsHeading(HtmlTag tag);        // h1 … h6

}  // namespace claimwatch
