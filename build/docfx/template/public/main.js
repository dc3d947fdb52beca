// A list of the versions that stand beside this one, from the file that build/site writes above them. Without it (a page opened from a disk) there is none.
export default {
  start: async () => {
    const root = document.querySelector('meta[name="docfx:rel"]')?.content ?? './'
    const answer = await fetch(`${root}../versions.json`).catch(() => undefined)
    if (!answer?.ok) return
    const { versions } = await answer.json()
    const here = new URL(root, location.href)
    const list = document.createElement('select')
    list.className = 'form-select w-auto me-2'
    list.setAttribute('aria-label', 'Version')
    for (const version of versions)
      list.add(new Option(version, version, false, here.pathname.endsWith(`/${version}/`)))
    list.onchange = () => location.assign(new URL(`../${list.value}/README.html`, here))
    document.querySelector('header form.search')?.before(list)
  },
}
