/* SPDX-License-Identifier: MIT */
#include "read/plain/grammar.h"

#include "read/plain/plain.h"

/* Words count by how few rows share them, so that a row may list whatever its code is made of. */
static const struct grammar grammars[] = {
    {.name = "python", .style = STYLE_OFFSIDE, .unit = 4, .files = "py pyi",
     .words = "def class import from as return yield lambda pass elif except finally raise with assert del global nonlocal async await "
              "None True False self cls print len range enumerate isinstance super __init__ __name__ __main__ dict list str int "
              "float tuple set bool Exception ValueError TypeError KeyError Optional List Dict Any Callable typing dataclass "
              "property staticmethod classmethod abstractmethod pytest numpy np pd asyncio in is not and or __str__ __repr__ "
              "fixture parametrize isinstance zip sorted append items keys join format open import_module functools itertools BaseModel "
              "FastAPI unittest Mock pathlib Path logging datetime torch nn",
     .marks = "^def \t^class \t^from \t^import \t):$\telse:$\ttry:$\t^elif \t^except \t:$\tf\"\tf'\t\"\"\"\tself.\t__\t^@\tprint(\t is None\t not in \t-> None:\t^if __name__"},
    {.name = "go", .style = STYLE_BRACES, .unit = 4, .files = "go",
     .words = "package import func type struct interface map chan go defer select range var const return nil err error make append "
              "len cap fmt Println Printf Errorf Sprintf string int int64 bool byte rune fallthrough switch case default sync WaitGroup "
              "Mutex context ctx http ResponseWriter Request time errors New os io testing main goroutine float64 panic recover any",
     .marks = ":=\t^func \t^package \tfmt.\t^type \tif err != nil\t&sync.\t<-\t[]string\t[]int\t[]byte\t) error {\tfunc(\t^defer \t^go func\tmap[\tstruct {\tinterface {\tt *testing.T\t(w http.\terror) {"},
    {.name = "java", .style = STYLE_BRACES, .unit = 4, .files = "java",
     .words = "package import public private protected class interface enum extends implements static final void abstract new "
              "return throws throw try catch finally synchronized volatile transient instanceof super this String Integer Long Double "
              "Boolean List Map Set ArrayList HashMap Optional Stream Collectors System out println Override int double boolean long "
              "char byte record sealed permits var null true false Exception RuntimeException Thread ExecutorService "
              "CompletableFuture Function Supplier Consumer Predicate Autowired Bean Component Service assertEquals Test",
     .marks = "System.out.\t^import java\tpublic static void main\t^public class\t^private \t^public \tnew \t<>()\t@Override\t throws \t.stream()\tList<\tMap<\tString \t^@\tstatic void\tfinal \t);$\t;$\t record "},
    {.name = "typescript", .style = STYLE_BRACES, .unit = 2, .files = "ts mts cts",
     .words = "import export from const let function return interface type enum extends implements async await Promise readonly public "
              "private protected keyof typeof infer declare namespace abstract string number boolean unknown never void any null undefined "
              "console log Record Partial Pick Omit Array Map Set new class this throw Error true false describe it expect test page "
              "exports window document addEventListener JSON parse stringify then catch map filter reduce forEach Object keys setTimeout fetch express app req res typeof extends try finally locator satisfies as is default require z useState",
     .marks = "^const \t^let \t=> {\tfunction (\t=>\t!==\timport {\t: string\t: number\t: boolean\t: void\t: Promise<\tconsole.log(\t===\t^export \t^interface \t^type \timport {\t} from \t?: \tas const\t<T\t: any\t: unknown\tawait \t`${\tasync (\treadonly \t!.\t);$\t: T\t[] =\tnew Map<\tArray<"},
    {.name = "javascript", .style = STYLE_BRACES, .unit = 2, .files = "js mjs cjs",
     .words = "import export from const let var function return async await Promise console log null undefined typeof class extends new "
              "this throw Error true false require module exports document window addEventListener JSON parse stringify then catch map filter "
              "reduce forEach Object keys Array prototype setTimeout fetch express app req res describe it expect test default",
     .marks = "^const \t^let \t^var \t=> {\tconsole.log(\t===\tfunction(\tfunction (\trequire(\tmodule.exports\tdocument.\t`${\t} from \tasync (\t=>\t);$\t!==\t^export \timport {"},
    {.name = "tsx", .style = STYLE_BRACES, .unit = 2, .files = "tsx",
     .words = "import export from const function return useState useEffect useRef useMemo useCallback useContext useReducer React FC ReactNode "
              "props children onClick onChange className div span button input form h1 h2 p ul li key event setState interface type string "
              "number boolean default JSX Element Suspense Link Image page layout metadata params useQuery",
     .marks = "className=\t</\t/>\tonClick={\tuseState\tuseEffect\treturn ($\t<div\t</div>\t<button\t<p>\t<h1\t>{\t={\t: React.\t^export default function\t'use client'\t\"use client\"\t=> (\t: string\tuseState<"},
    {.name = "jsx", .style = STYLE_BRACES, .unit = 2, .files = "jsx",
     .words = "import export from const function return useState useEffect React props children onClick className div span button default",
     .marks = "className=\t</\t/>\tonClick={\tuseState(\treturn ($\t<div\t</div>\t>{\t={"},
    {.name = "kotlin", .style = STYLE_BRACES, .unit = 4, .files = "kt kts",
     .words = "fun val var class object interface data sealed companion package import when is in override open abstract private internal "
              "suspend launch runBlocking async await coroutineScope Flow println listOf mapOf mutableListOf setOf String Int Boolean Unit "
              "Any List Map null true false return lateinit by lazy it let also apply run inline reified infix operator typealias init "
              "constructor vararg out where delay collect emit require check to Double Long Nothing throw try catch expect actual Pair",
     .marks = "^fun \tfun main\t^val \t^var \tval \tprintln(\t: String\t: Int\tdata class\t?.\t?:\t!!\t -> \twhen (\t{ it\tsuspend fun\toverride fun\tlistOf(\tmapOf(\t$\t\"$\tcompanion object\tsealed \tobject :\t.let {\t by lazy\t: Unit"},
    {.name = "csharp", .style = STYLE_BRACES, .unit = 4, .files = "cs",
     .words = "using namespace class struct interface record enum public private protected internal static readonly const void string int bool "
              "double decimal long object var new return async await Task yield foreach in out ref params get set init value this base "
              "override virtual abstract sealed partial Console WriteLine List Dictionary IEnumerable Func Action Linq Where Select ToList null true "
              "false throw try catch finally lock delegate event nameof typeof is as when where switch required Exception String "
              "builder app services IServiceCollection DbContext",
     .marks = "Console.WriteLine\t^using \t^namespace \t$\"\t{ get; set; }\t=> \tforeach (\tpublic class\tpublic \tasync Task\tTask<\tnew()\t?.\t??\t^var \tList<\tstring \t^public record\t.Select(\t.Where(\tIEnumerable<\t;$\t^{$\t init; }"},
    {.name = "fsharp", .style = STYLE_OFFSIDE, .unit = 4, .files = "fs fsx fsi",
     .words = "let rec mutable fun function match with type module open of in then elif do member static abstract override interface "
              "new when use async task return yield printfn sprintf failwith Some None Ok Error Option Result List Map Seq Array string int "
              "float bool unit option list seq true false not and or namespace inherit exception try finally raise fst snd ignore "
              "map filter fold choose iter bind string decimal lazy mailbox inline private",
     .marks = "^let \tprintfn\t^type \t^open \t^module \t^match \t with$\t|>\t^| \t -> \tfun \tlet rec\tlet mutable\t= {$\tmember \tSeq.\tList.\t<-\tSome \tNone\t>>\tasync {\tlet!\treturn!\tResult<\t option\tunit\tstring ="},
    {.name = "rust", .style = STYLE_BRACES, .unit = 4, .files = "rs",
     .words = "fn let mut pub struct enum impl trait use mod crate match if else loop while for in return self Self where move ref as const "
              "static unsafe async await dyn Box Vec String str i32 u32 i64 u64 usize f64 bool Option Some None Result Ok Err unwrap expect "
              "println vec format panic assert assert_eq derive Debug Clone Copy PartialEq iter map collect into from to_string clone Rc Arc "
              "RefCell Mutex HashMap std fmt super type extern u8 char tokio spawn",
     .marks = "^fn \tfn main\tlet mut\tprintln!\t&mut \t&self\t&str\t::\t-> \tString::from\tvec![\t#[derive\t^use \t^impl \t^pub \t.unwrap()\t=> \t^match \t!(\t<T>\tSome(\tOk(\tErr(\t'a\ti32\t.iter()\t#[\t.to_string()\tmut "},
    {.name = "c", .style = STYLE_BRACES, .unit = 4, .files = "c h",
     .words = "include define ifdef ifndef endif int char float double void struct union enum typedef const static extern unsigned signed long "
              "short sizeof return printf scanf malloc free calloc realloc NULL stdio stdlib string main size_t uint32_t uint8_t int32_t "
              "strlen strcpy memcpy fprintf stderr exit FILE fopen fclose goto volatile register pthread_t inline restrict argc argv bool",
     .marks = "^#include <\t^#define\tprintf(\tint main(\t\\n\"\t->\t*ptr\tchar *\tint *\t&\tstruct \tmalloc(\tfree(\tsizeof(\tNULL\tvoid *\tconst char\t.h>\treturn 0;\tstdio.h"},
    {.name = "cpp", .style = STYLE_BRACES, .unit = 4, .files = "cpp cc cxx hpp",
     .words = "include using namespace std class public private protected virtual override template typename auto const constexpr nullptr "
              "new delete cout cin endl vector string map unique_ptr shared_ptr make_unique make_shared move int double bool void char "
              "operator friend static_cast dynamic_cast lambda noexcept explicit mutable return struct enum iostream concept requires "
              "co_await decltype size_t optional variant thread mutex final default throw try catch",
     .marks = "std::\tcout <<\t#include <\t<<\t::\tstd::endl\ttemplate<\ttemplate <\tauto \tnullptr\tusing namespace\tpublic:\tprivate:\tconst auto&\t[&]\tstd::vector\tint main()\t<iostream>\tstd::string"},
    {.name = "dart", .style = STYLE_BRACES, .unit = 2, .files = "dart",
     .words = "import void main class extends implements with mixin abstract final const var late required String int double bool dynamic "
              "List Map Set Future Stream async await yield print factory get set static override this super new return null true false "
              "Widget BuildContext State StatelessWidget StatefulWidget build setState Text Column Row Container Scaffold child children "
              "typedef extension on is as sealed covariant Iterable num Function runApp MaterialApp AppBar Center Key Navigator EdgeInsets",
     .marks = "void main()\tprint(\timport 'package:\timport 'dart:\tWidget build(\t@override\tfinal \tlate \t$\t'${\t'$\tFuture<\tasync {\trequired this.\tsuper.key\tconst \tchild:\tchildren: [\tList<\tString \t?? \t?.\t=> \t;$\t..\tWidget"},
    {.name = "swift", .style = STYLE_BRACES, .unit = 4, .files = "swift",
     .words = "import func let var class struct enum protocol extension guard if else switch case default return self Self init deinit throws throw "
              "try catch async await actor print String Int Double Bool Array Dictionary Optional nil true false some any in where as is "
              "mutating static private fileprivate internal public override weak unowned lazy didSet willSet get set Foundation SwiftUI View "
              "body Text VStack HStack associatedtype typealias defer inout Codable Equatable Hashable",
     .marks = "^func \tfunc \tlet \tguard let\tif let\tprint(\t-> \t: String\t: Int\t\\(\t?? \tprotocol \textension \tsome View\t@State\tinit(\t^var \tcase .\tin$\ttry \tas? \timport Foundation\t: [String"},
    {.name = "elixir", .style = STYLE_KEYWORDS, .unit = 2, .files = "ex exs",
     .words = "defmodule def defp do end fn case cond when if else unless use import alias require with receive after raise rescue try "
              "defstruct defmacro quote unquote IO puts inspect Enum map reduce filter String Map List GenServer Task Agent spawn send self nil "
              "true false ok error and or not in for into iex Ecto Repo schema field changeset socket assigns conn Phoenix LiveView test "
              "assert describe Supervisor Process Keyword is_integer is_binary defimpl defprotocol mix",
     .marks = "^defmodule \t do$\t^end$\t^def \t^defp \t|>\t->\t%{\t{:ok,\t{:error,\tIO.\tEnum.\tfn \t#{\t@doc\t@spec\t:ok\t\\\\\t<<\t~r/\tIO.inspect\tIO.puts\tdo:\t&1\t:error\t=> :\t<-",
     .opens = "do fn", .middles = "else rescue catch after", .closes = "end"},
    {.name = "ruby", .style = STYLE_KEYWORDS, .unit = 2, .files = "rb rake gemspec Gemfile Rakefile",
     .words = "def end class module require require_relative attr_accessor attr_reader attr_writer puts do each map select inject reduce if elsif "
              "else unless case when while until begin rescue ensure raise yield self nil true false return super new include extend "
              "lambda proc private protected initialize freeze then in loop times upto Struct Hash Array String Integer describe expect "
              "eq context before RSpec Rails ActiveRecord belongs_to has_many validates print gem alias",
     .marks = "^def \t^end$\tputs \tdo |\t #{\t#{\t@\t.each\t^require\tattr_\t:\t=> \t.new\tend$\tdo$\t.nil?\t?$\t&:\t->(\t^class \tunless \t^module \t.map { |\t }\t<<~",
     .opens = "def class module if unless case while until for begin do", .middles = "else elsif when in rescue ensure", .closes = "end"},
    {.name = "clojure", .style = STYLE_PARENS, .unit = 2, .files = "clj cljs cljc edn",
     .words = "defn def ns let fn if when cond do loop recur map filter reduce assoc dissoc get conj first rest nil true false println "
              "require use import atom swap reset deref defmacro defmulti defmethod defprotocol defrecord deftype comp partial "
              "into range take drop str keyword symbol vec hash partition juxt future promise deliver ref dosync alter agent send "
              "async go chan spec s clojure core inc dec even odd update is deftest testing some keys vals",
     .marks = "^(defn \t(def \t(let [\t(fn [\t(println\t(ns \t:keys\t(map \t#(\t->>\t(-> \t(assoc\t(swap! \t@\t(atom \t(if \t(reduce\t[x]\t))$\t)$\t{:\t^(\t(:require\t'("},
    {.name = "lisp", .style = STYLE_PARENS, .unit = 2, .files = "lisp cl scm rkt el",
     .words = "defun defvar defparameter lambda let setq setf cond car cdr cons list format t nil progn loop defmacro define display newline",
     .marks = "(defun \t(setq\t(setf\t(car \t(cdr \t(define \t(lambda \t(format t\t(defvar"},
    {.name = "haskell", .style = STYLE_OFFSIDE, .unit = 2, .files = "hs lhs",
     .words = "module where import qualified as data type newtype class instance deriving let in do case of if then else main IO putStrLn print "
              "return Maybe Just Nothing Either Left Right Int Integer String Bool True False Show Eq Ord Functor Applicative Monad fmap "
              "pure mapM_ foldr foldl map filter zip show Char Double otherwise forall mempty mappend Semigroup Monoid hiding concatMap "
              "IORef State runState lift liftIO Map Text error seq undefined infixr",
     .marks = " :: \t -> \t^import \t^module \t where$\t<-\t=> \t^data \tmain :: IO\tputStrLn\t$ \t^| \t\\x\t<$>\t<*>\t>>=\tderiving\t^instance \t^class \t^type \t^newtype \t = do$\t++\t . \t^case \tmapM_"},
    {.name = "scala", .style = STYLE_BRACES, .unit = 2, .files = "scala sc sbt",
     .words = "object def val var class trait extends with case match import package override sealed abstract lazy implicit given using enum "
              "new type yield for if else println String Int Boolean Unit List Map Option Some None Either Left Right Future Seq Vector Any Nothing "
              "true false null this super private protected final then end extension derives opaque Double Long Array throw try catch "
              "finally map flatMap filter foldLeft apply main IO ZIO Try",
     .marks = "^object \t^def \tdef \t^val \t^trait \tcase class\t=> \t: String\t: Int\tprintln(\ts\"\t<- \textends \tmatch {\tmatch$\t= {\t[String\t[Int]\t^import scala\t@main\tcase Some(\tOption[\tList(\t_.\t: Unit\t): \tsealed trait\tgiven \twith$\timplicit "},
    {.name = "sql", .style = STYLE_LEVELS, .unit = 4, .files = "sql",
     .words = "SELECT FROM WHERE INSERT INTO VALUES UPDATE SET DELETE CREATE TABLE INDEX VIEW DROP ALTER ADD COLUMN PRIMARY KEY FOREIGN REFERENCES "
              "NOT NULL UNIQUE DEFAULT CHECK JOIN LEFT RIGHT INNER OUTER FULL CROSS ON USING GROUP BY ORDER HAVING LIMIT OFFSET DISTINCT AS AND OR IN "
              "BETWEEN LIKE IS CASE WHEN THEN ELSE END UNION ALL EXCEPT INTERSECT WITH RECURSIVE OVER PARTITION COUNT SUM AVG MIN MAX COALESCE "
              "INTEGER TEXT VARCHAR TIMESTAMP DATE BOOLEAN NUMERIC SERIAL BEGIN COMMIT ROLLBACK TRANSACTION EXPLAIN ANALYZE RETURNING "
              "FUNCTION RETURNS LANGUAGE DECLARE LOOP TRIGGER GRANT REVOKE IF EXISTS DESC ASC ROW_NUMBER CURRENT_TIMESTAMP CAST EXTRACT "
              "REAL BIGINT BIGSERIAL JSONB UUID MATERIALIZED select from where insert into values create table primary key references",
     .marks = "^SELECT \t^INSERT INTO\t^CREATE TABLE\t^FROM \t^WHERE \t^UPDATE \t^DELETE FROM\t^ORDER BY\t^GROUP BY\t^JOIN\tPRIMARY KEY\tNOT NULL\t^SELECT$\tVALUES\tCOUNT(*)\t^WITH \t);$\t^ALTER \t^DROP \t^CREATE \t^EXPLAIN\t::text"},
    {.name = "bash", .style = STYLE_KEYWORDS, .unit = 4, .files = "sh bash zsh bashrc",
     .words = "echo if then else elif fi for do done while until case esac function local export return exit read printf cd ls cat grep sed awk "
              "mkdir rm cp mv chmod chown touch find xargs sort uniq wc head tail cut tr tee curl wget git npm npx docker kubectl terraform sudo "
              "apt install source set shift trap test eval declare unset readonly pipefail euo dev null bin usr etc tmp bash pip python node go cargo "
              "yarn pnpm brew make ssh scp rsync tar gzip ps kill systemctl helm aws gcloud az jq gh mix dotnet mvn gradle java javac "
              "run build init apply plan start stop status add commit push pull checkout EOF PATH HOME USER openssl date sleep true false "
              "ansible playbook flutter dart swift rustc rustup version help psql createdb",
     .marks = "@command\t^# $ \t^$ \t@setting\t^#!/bin\t^echo \t$(\t\"$\t${\t then$\t; then\t; do\t^fi$\t^done$\t^if [\t[[ \t^esac$\t;;$\t^export \t^cd \t^npm \t^docker \t^git \t^curl \t^sudo \t^mkdir \t^cat \t^kubectl \t^pip \t --\t&& \t | grep\t^$ \t \\$\t2>&1\t>/dev/null\t^set -e\t/usr/\t$1\t$?\t<<EOF\t<< 'EOF'\t<<'EOF'\t^go \t^cargo \t^mix \t^terraform \t^npx \t^gh \t^dotnet \t^python \t^./\t^ls\t^chmod \t^for \t^aws \t^helm \t^brew \t^claude \t^curl -",
     .opens = "then do case { else elif", .middles = "else elif", .closes = "fi done esac }"},
    {.name = "powershell", .style = STYLE_BRACES, .unit = 4, .files = "ps1 psm1",
     .words = "function param Write Host Output Get Set New Remove Where Object ForEach Select Import Export Module Invoke Test Path ErrorAction Stop "
              "foreach if elseif else switch try catch finally throw return process begin end Mandatory CmdletBinding Parameter string int PSCustomObject true "
              "false null eq ne gt lt like match",
     .marks = "^$\tWrite-Host\tWrite-Output\tGet-\tSet-\tNew-\t -eq \t -ne \t$_\t@{\tparam(\t[Parameter\t-Object\t[string]\t$true\t$null\tInvoke-\tForEach-Object\t$env:\t| Where-\t -gt "},
    {.name = "hcl", .style = STYLE_BRACES, .unit = 2, .files = "tf tfvars hcl main.tf",
     .words = "resource variable output provider module data terraform locals required_providers required_version source version type default "
              "description value string number bool list map object any for_each count depends_on lifecycle create_before_destroy "
              "aws_instance ami instance_type tags region backend bucket key provisioner var local each self file path filename content "
              "dynamic sensitive validation condition error_message moved import",
     .marks = "^resource \"\t^variable \"\t^output \"\t^provider \"\t^module \"\t^data \"\t^terraform {\t^locals {\tvar.\tlocal.\t = \"\t${\t = {\t^required_\t = [\t= var.\tmodule.\tdata.\t= true\t= string\ttfstate"},
    {.name = "yaml", .style = STYLE_YAML, .unit = 2, .files = "yaml yml",
     .words = "apiVersion kind metadata name spec template containers image ports selector labels app services version build environment volumes "
              "jobs steps uses run on push branches runs with env hosts tasks become true false null namespace replicas data type "
              "matchLabels resources limits requests cpu memory depends_on networks restart command args stages script pipeline workflow "
              "description state vars handlers notify register when loop gather_facts roles ansible builtin apt rules openapi paths "
              "get responses schema properties items spring server port datasource url",
     .marks = "!;$\t! {$\t!^You: \t@key\t^- \t^apiVersion:\t^kind:\t^metadata:\t^name:\t^spec:\t^- name:\t:$\t: \"\t: true\t^image:\t^run:\t^uses:\t^version:\t^services:\t^on:\t^jobs:\t^steps:\t^ports:\t: ${{\t^---$\t: \t^env:\t: \t$\t^type:\t^with:\t^- uses:\t^command:\t^labels:\t^hosts:\t^tasks:"},
    {.name = "json", .style = STYLE_BRACES, .unit = 2, .files = "json package.json tsconfig.json",
     .words = "true false null name version type id scripts dependencies",
     .marks = "!;$\t! = \t^\"\t\": \"\t\": {\t\": [\t\",$\t\": true\t\": false\t^},$\t^{$\t^],$\t\"$\t\": 1\t\": null"},
    {.name = "json5", .style = STYLE_BRACES, .unit = 2, .files = "json5",
     .words = "true false null enabled name type model agents tools",
     .marks = "!;$\t!^import \t!=> {\t!^const \t@element\t: {\t: \"\t: [\t\",\t: true,\t: false,\t^},$\t^{$\t^],$\t],"},
    {.name = "toml", .style = STYLE_BRACES, .unit = 4, .files = "toml pyproject.toml Cargo.toml",
     .words = "package dependencies version edition name authors project build system requires backend tool scripts workspace features profile dev true "
              "false description readme license poetry optional",
     .marks = "^[\t]$\t^[[\t^[tool.\t^[package]\t^[dependencies]\t^version = \t^name = \t = \"\t = [\t= { version"},
    {.name = "ini", .style = STYLE_FLAT, .unit = 0, .files = "ini cfg conf service",
     .words = "Unit Service Install Description ExecStart WantedBy Restart After user host port defaults remote_user inventory ansible_host multi "
              "target systemd Type Environment all vars children webservers",
     .marks = "!;$\t!();\t@setting\t^[\t]$\t^[Unit]\t^[Service]\t^ExecStart=\tansible_host=\t:children]\t:vars]"},
    {.name = "properties", .style = STYLE_LEFT, .unit = 0, .files = "properties",
     .words = "spring server port datasource url username password jpa hibernate logging level application management",
     .marks = "@setting\t^spring.\t^server.\t^logging.\t^management."},
    {.name = "dotenv", .style = STYLE_LEFT, .unit = 0, .files = "env",
     .words = "API_KEY DATABASE_URL SECRET_KEY NODE_ENV PORT DB_HOST DB_PASSWORD", .marks = "@setting\t_URL=\t_KEY=\t_TOKEN=\t_PASSWORD="},
    {.name = "xml", .style = STYLE_TAGS, .unit = 4, .files = "xml pom.xml csproj fsproj xsd svg plist",
     .words = "xml version encoding project dependency dependencies groupId artifactId plugin plugins build configuration beans bean property xmlns "
              "PropertyGroup TargetFramework ItemGroup PackageReference Include Sdk scope parent modelVersion",
     .marks = "<?xml\t<dependency>\t<groupId>\t<artifactId>\t</\txmlns\t<version>\t<Project\tPackageReference\t<plugin>"},
    {.name = "html", .style = STYLE_TAGS, .unit = 2, .files = "html htm vue",
     .words = "html head body title meta link script style div span p h1 h2 h3 ul li a img form input label button section nav header footer main "
              "class id href src type name value charset viewport article table tr td th template select option textarea doctype DOCTYPE lang "
              "aria rel stylesheet hx alt placeholder",
     .marks = "!;$\t! = \"\t<!DOCTYPE\t<html\t<head>\t<body>\t</div>\t<div\t<p>\t</p>\t<script\t</\tclass=\"\thref=\"\t<li>\t<button\t<input\t<!--\t<meta\t<link\t<h1>\tid=\"\t<form\t<label\t<span"},
    {.name = "css", .style = STYLE_BRACES, .unit = 2, .files = "css scss",
     .words = "color background margin padding border display flex grid width height font size weight family position absolute relative align items "
              "justify content center px rem em solid none auto hover media min max root var radius transition transform opacity "
              "keyframes animation box shadow text decoration rgb rgba calc fr gap inline block",
     .marks = "px;\trem;\t: #\t^.\t^@media\t{$\t: flex;\tcolor:\tmargin:\tpadding:\tdisplay:\tvar(--\t:hover\t^:root\t^--\tem;\t%;\t^@"},
    {.name = "dockerfile", .style = STYLE_FLAT, .unit = 4, .files = "Dockerfile dockerfile Containerfile",
     .words = "FROM RUN CMD COPY ADD WORKDIR ENTRYPOINT ENV EXPOSE ARG USER VOLUME LABEL HEALTHCHECK SHELL ONBUILD AS alpine slim apt get npm install "
              "build app node nginx",
     .marks = "^FROM \t^RUN \t^COPY \t^CMD [\t^WORKDIR \t^ENTRYPOINT \t^ENV \t^EXPOSE \t^ARG \t^USER \t^HEALTHCHECK \t--from=\t^LABEL \t AS "},
    {.name = "nginx", .style = STYLE_BRACES, .unit = 4, .files = "nginx.conf",
     .words = "server listen server_name location root index proxy_pass proxy_set_header upstream http events worker_connections worker_processes "
              "ssl_certificate return rewrite try_files error_page gzip access_log error_log include add_header keepalive_timeout limit_req",
     .marks = "^server {\t^location \t^listen \t^proxy_pass\t^upstream \t^http {\tserver_name\tproxy_set_header\t^events {\tssl_"},
    {.name = "makefile", .style = STYLE_LEVELS, .unit = 0, .files = "Makefile mk makefile",
     .words = "PHONY all clean install test build CC CFLAGS wildcard patsubst shell ifeq endif", .marks = "^.PHONY\t$(\t$@\t$<\t^all:\t^clean:\t^build:\t:=\t?=\t^test:\t$^\t^install:\t^%.o"},
    {.name = "groovy", .style = STYLE_BRACES, .unit = 4, .files = "groovy gradle Jenkinsfile",
     .words = "pipeline agent stages stage steps sh post always success failure environment node def plugins id implementation testImplementation "
              "dependencies repositories mavenCentral task apply plugin any echo when branch parallel script checkout scm credentials println each",
     .marks = "^pipeline {\tstage('\tsteps {\tsh '\t^agent \tstage(\"\timplementation '\tdef \t^plugins {\t^dependencies {\t^repositories {\tagent any"},
    {.name = "graphql", .style = STYLE_BRACES, .unit = 2, .files = "graphql gql graphqls",
     .words = "type query mutation subscription input enum interface union scalar schema fragment on ID String Int Float Boolean Query Mutation "
              "Subscription implements extend directive",
     .marks = "^type \t: ID!\tString!\t^query \t^mutation \t: [\t!]!\t^fragment \t^input \t: String\t: Int\t^... on\t^subscription \t^extend type\t^scalar \tInt!"},
    {.name = "gherkin", .style = STYLE_LEVELS, .unit = 2, .files = "feature",
     .words = "Feature Scenario Given When Then And But Background Outline Examples Rule", .marks = "^Feature:\t^Scenario\t^Given \t^When \t^Then \t^And \t^Background:\t^Examples:\t^Scenario Outline:\t^| \t^But \t^@\t^Rule:"},
    {.name = "wat", .style = STYLE_PARENS, .unit = 2, .files = "wat wast",
     .words = "module func param result local i32 i64 f32 f64 add sub mul get set const call export import memory table data elem global block loop br "
              "br_if if then else end load store type start drop mut select return v128 anyref funcref",
     .marks = "(module\t(func\t(param\t(result\ti32.\tlocal.get\t(export\ti32.const\t(memory\t(import\t(local\ti64.\tcall $\tf64.\tbr_if\tglobal."},
    {.name = "lua", .style = STYLE_KEYWORDS, .unit = 4, .files = "lua",
     .words = "local function end then elseif nil pairs ipairs print require table insert string format setmetatable self return repeat until for "
              "while do if else not and or true false",
     .marks = "^local \tfunction \t^end$\t then$\t~=\t..\tprint(\tlocal function\tpairs(\tsetmetatable(\t^function ",
     .opens = "then do function repeat", .middles = "else elseif", .closes = "end until"},
    {.name = "php", .style = STYLE_BRACES, .unit = 4, .files = "php",
     .words = "php echo function class public private protected namespace use new return array foreach as string int this extends implements "
              "interface trait null true false declare strict_types readonly static throw fn match Route Illuminate",
     .marks = "<?php\t$this->\t->\t^echo \t$\tfunction \t=> \t^use \t^namespace \tpublic function\t::"},
    {.name = "perl", .style = STYLE_BRACES, .unit = 4, .files = "pl pm",
     .words = "my use strict warnings sub print foreach shift return package push keys bless say elsif unless our", .marks = "^my $\t^use strict\t$_\t@_\t=~\t->{\t^sub \t%h\tqw("},
    {.name = "r", .style = STYLE_BRACES, .unit = 2, .files = "r R",
     .words = "function library ggplot aes data frame print cat c mean sum TRUE FALSE NULL NA mutate filter summarise dplyr", .marks = "<- \tlibrary(\t%>%\tc(\tfunction(\t$\tggplot(\tdata.frame("},
    {.name = "julia", .style = STYLE_KEYWORDS, .unit = 4, .files = "jl",
     .words = "function end println using module struct mutable abstract where for while if elseif else begin let do macro import export true false nothing "
              "Int64 Float64 String Vector",
     .marks = "println(\t^using \t^function \t^end$\t::\t.(\t^struct \t$(\t^mutable struct\t@",
     .opens = "function struct module for while if begin let do macro mutable try", .middles = "else elseif catch finally", .closes = "end"},
    {.name = "erlang", .style = STYLE_FLAT, .unit = 4, .files = "erl hrl",
     .words = "module export spawn receive case of when end fun io format lists ok error gen_server init", .marks = "^-module(\t^-export(\t->$\tio:format\t.$\t:\treceive$\t!"},
    {.name = "ocaml", .style = STYLE_OFFSIDE, .unit = 2, .files = "ml mli",
     .words = "let rec in match with fun function type module struct sig open end val Printf printf begin if then else Some None List ref unit string int", .marks = "^let \t;;\tmatch \twith$\t^| \t->\tPrintf.printf\tlet () =\tList.\tlet rec\tbegin match\t^module \t in$"},
    {.name = "zig", .style = STYLE_BRACES, .unit = 4, .files = "zig",
     .words = "const var fn pub try std comptime defer errdefer catch orelse struct enum union test u8 usize undefined import allocator void print while for", .marks = "@import(\tpub fn\tcomptime \t!void\t[]const u8\tstd.\t.{\ttry \t@\tanytype\terrdefer"},
    {.name = "nix", .style = STYLE_BRACES, .unit = 2, .files = "nix",
     .words = "pkgs lib stdenv mkDerivation inherit let in with rec import nixpkgs buildInputs src", .marks = "{ pkgs\tpkgs.\twith pkgs\t= {$\tinherit \tmkShell"},
    {.name = "rego", .style = STYLE_BRACES, .unit = 2, .files = "rego",
     .words = "package default allow deny input data import rego violation msg future keywords contains", .marks = "^package \t^default \t^deny[\t^allow {\tinput.\t:=\t^deny contains\tallow if"},
    {.name = "protobuf", .style = STYLE_BRACES, .unit = 2, .files = "proto",
     .words = "syntax message service rpc returns repeated string int32 int64 bool package import option enum oneof proto3 stream bytes map", .marks = "^syntax = \t^message \t^rpc \t^service \t = 1;\t = 2;\trepeated \treturns ("},
    {.name = "cypher", .style = STYLE_LEFT, .unit = 2, .files = "cypher",
     .words = "MATCH RETURN CREATE MERGE WHERE SET DELETE DETACH WITH UNWIND", .marks = "^MATCH (\t)-[:\t]->(\t^MERGE ("},
    {.name = "http", .style = STYLE_LEFT, .unit = 0, .files = "http",
     .words = "GET POST PUT DELETE PATCH HTTP Host Content Type Accept Authorization Bearer application json", .marks = "^GET /\t^POST /\t^PUT /\t^DELETE /\tHTTP/1.1\t^Content-Type:\t^Host:\t^Authorization:\tHTTP/2"},
    {.name = "diff", .style = STYLE_LEFT, .unit = 0, .files = "diff patch", .words = "diff index", .marks = "^@@\t^+++\t^--- \t^diff --git\t^+\t^-"},
    {.name = "markdown", .style = STYLE_LEFT, .unit = 2, .files = "md MD README.md SKILL.md CLAUDE.md",
     .words = "", .marks = "@sentence\t^- **\t**:\t^# \t^## \t^- \t^### \t**\t^1. \t^```\t](\t^---$\t^* \t^| \t^2. \t^> \t^- [ ]\t`"},
    {.name = "text", .style = STYLE_LEFT, .unit = 2, .files = "txt log",
     .words = "", .marks = "@sentence\t├──\t└──\t│\t^+--\t→\t↓\t^├──\t^└──\t..."},
};

size_t grammar_count(void) { return sizeof grammars / sizeof *grammars; }

const struct grammar *grammar_at(size_t i) { return i < grammar_count() ? &grammars[i] : NULL; }

const struct language *grammar_language(const struct grammar *grammar) {
    const struct language *language = grammar ? language_find(text_of(grammar->name)) : NULL;
    return language ? language : language_unknown();
}

int grammar_find(struct text name) {
    const struct language *language = language_find(name);
    struct text canonical = language ? text_of(language->name) : name;
    for (size_t i = 0; i < grammar_count(); i++)
        if (text_is(canonical, grammars[i].name))
            return (int)i;
    return -1;
}

void grammar_add_keywords(struct words *vocabulary) {
    for (size_t i = 0; i < grammar_count(); i++) {
        struct text list = text_of(grammars[i].words), word;
        for (size_t at = 0; words_next(list, &at, &word);)
            *words_at(vocabulary, word) |= WORD_KEYWORD;
    }
}
