_milepost() {
    local IFS=$'\n' mode='' reply
    local words=("${COMP_WORDS[@]}")
    # What is typed behind the cursor is no part of the word.
    [[ ${BASH_VERSINFO[0]} -ge 4 ]] && words[COMP_CWORD]=$2
    COMPREPLY=()
    while IFS= read -r reply; do
        if [[ -z $mode ]]; then mode=$reply; else COMPREPLY+=("$reply"); fi
    done < <(MILEPOST_COMPLETE=bash MILEPOST_COMPLETE_WORD=$COMP_CWORD PROGRAM -- "${words[@]}" 2>/dev/null)
    case $mode in
    # Names of files and what else may need quotes.
    quoted)
        if ! compopt -o filenames 2>/dev/null; then
            for reply in "${!COMPREPLY[@]}"; do COMPREPLY[reply]=$(printf '%q' "${COMPREPLY[reply]}"); done
        fi
        ;;
    # None begins as it was typed: with an empty one among them they are shown, and nothing is typed over.
    listed) COMPREPLY+=('') ;;
    esac
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/=] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _milepost milepost 2>/dev/null || complete -F _milepost milepost
