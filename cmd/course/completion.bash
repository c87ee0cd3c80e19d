# The script below takes some functions from the package bash-completion.
# These stand in for them where it is not installed.

if ! declare -F _get_comp_words_by_ref >/dev/null; then
    # _get_comp_words_by_ref [-n CHARS] NAME… sets what is named, of cur, prev,
    # words and cword, to the words of the command line, which CHARS don't part.
    _get_comp_words_by_ref()
    {
        local unparting="" rest=$COMP_LINE gap word i n=-1 at
        local words_=() starts=() cword_=0 joins joined=0
        if [[ ${1-} == -n ]]; then
            unparting=$2
            shift 2
        fi
        for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
            word=${COMP_WORDS[i]}
            gap=${rest%%[![:space:]]*}
            rest=${rest#"$gap"}
            joins=0 # the word is CHARS alone
            if [[ -n $unparting && -n $word && -z ${word//[$unparting]/} ]]; then
                joins=1
            fi
            if ((n >= 0 && (joins || joined))) && [[ -z $gap && -n ${words_[n]} ]]; then
                words_[n]+=$word
            else
                n=$((n + 1))
                words_[n]=$word
                starts[n]=$((${#COMP_LINE} - ${#rest}))
            fi
            joined=$joins
            rest=${rest#"$word"}
            if ((i == COMP_CWORD)); then
                cword_=$n
            fi
        done
        at=$((COMP_POINT - ${starts[cword_]:-0}))
        while (($# > 0)); do
            case $1 in
            cur) cur=${words_[cword_]:0:$((at > 0 ? at : 0))} ;;
            prev)
                prev=""
                if ((cword_ > 0)); then
                    prev=${words_[cword_ - 1]}
                fi
                ;;
            words) words=("${words_[@]}") ;;
            cword) cword=$cword_ ;;
            esac
            shift
        done
    }
fi

if ! declare -F _filedir >/dev/null; then
    # _filedir offers files, and _filedir -d folders, that begin with $cur.
    _filedir()
    {
        local name action=-f
        if [[ ${1-} == -d ]]; then
            action=-d
        fi
        while IFS="" read -r name; do
            COMPREPLY+=("$name")
        done < <(compgen "$action" -- "$cur")
        if [[ $(type -t compopt) == builtin ]]; then
            compopt -o filenames
        fi
    }
fi

